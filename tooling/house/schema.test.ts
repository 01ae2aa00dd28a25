import {
  Kind,
  parse,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
} from 'graphql';
import { read, services } from './sources.js';

const schemas = services.map((service) => ({ service, document: parse(read(`services/${service}/schema.graphql`)) }));

function fieldsOf(type: string, service: string): readonly FieldDefinitionNode[] {
  const { document } = schemas.find((schema) => schema.service === service) ?? {};
  const found = document?.definitions.find(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === type,
  );
  return found?.fields ?? [];
}

function inputFields(name: string, service: string): readonly string[] {
  const { document } = schemas.find((schema) => schema.service === service) ?? {};
  const found = document?.definitions.find(
    (node): node is InputObjectTypeDefinitionNode =>
      node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === name,
  );
  return (found?.fields ?? []).map((field) => field.name.value);
}

describe.each(services)('the schema of %s', (service) => {
  it('says of everything that will go what to use, and until when it stays', () => {
    const told = [...read(`services/${service}/schema.graphql`).matchAll(/@deprecated(\([^)]*\))?/g)];
    const unclear = told.filter(([, reason = '']) => !/reason: "use .+; removed after \d{4}-\d{2}"/.test(reason));
    expect(unclear.map(([text]) => text)).toEqual([]);
  });

  it('has no query that must have a value: a service that is down would take the page with it', () => {
    const must = fieldsOf('Query', service).filter(({ type }) => type.kind === Kind.NON_NULL_TYPE);
    expect(must.map(({ name }) => name.value)).toEqual([]);
  });

  it('adds to other services’ entities only what may be missing', () => {
    const added = schemas
      .filter((schema) => schema.service !== service)
      .flatMap(({ document }) => document.definitions)
      .flatMap((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? [node.name.value] : []));
    const shared = new Set(['Query', 'Mutation', 'LocalizedText', 'PageInfo']);
    const entities = ['Dossier', 'Draft'].filter(
      (name) => added.includes(name) && !shared.has(name) && service !== 'dossiers',
    );
    const must = entities.flatMap((entity) =>
      fieldsOf(entity, service)
        // What another service answers and this one only asks for is not added.
        .filter(({ directives = [] }) => !directives.some(({ name }) => name.value === 'external'))
        .filter(({ name, type }) => name.value !== 'id' && type.kind === Kind.NON_NULL_TYPE),
    );
    expect(must.map(({ name }) => name.value)).toEqual([]);
  });

  it('describes every query and every mutation, and says what a mutation can be refused with', () => {
    const roots = [...fieldsOf('Query', service), ...fieldsOf('Mutation', service)];
    expect(roots.filter(({ description }) => description === undefined).map(({ name }) => name.value)).toEqual([]);
    const silent = fieldsOf('Mutation', service).filter(({ description }) => !description?.value.includes('Refused: '));
    expect(silent.map(({ name }) => name.value)).toEqual([]);
  });

  it('gives each mutation one input with a request id', () => {
    const wrong = fieldsOf('Mutation', service).filter(({ arguments: given = [] }) => {
      const [input] = given;
      const type = input?.type.kind === Kind.NON_NULL_TYPE ? input.type.type : undefined;
      const name = type?.kind === Kind.NAMED_TYPE ? type.name.value : '';
      return given.length !== 1 || input?.name.value !== 'input' || !inputFields(name, service).includes('requestId');
    });
    expect(wrong.map(({ name }) => name.value)).toEqual([]);
  });
});
