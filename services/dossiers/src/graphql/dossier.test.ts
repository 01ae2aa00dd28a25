import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { sights } from '../domain/access.js';

const document = parse(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

describe('the schema', () => {
  it('has no field of a dossier without a rule who sees it, and no rule without a field', () => {
    const dossier = document.definitions.find(
      (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Dossier',
    );
    const fields = dossier?.kind === Kind.OBJECT_TYPE_DEFINITION ? (dossier.fields ?? []) : [];
    expect(fields.map(({ name }) => name.value).sort()).toEqual(Object.keys(sights).sort());
  });

  it('says for every mutation how it is refused', () => {
    const mutations = document.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation' ? (node.fields ?? []) : [],
    );
    expect(mutations.length).toBeGreaterThan(0);
    const silent = mutations.filter(({ description }) => description?.value.includes('Refused: ') !== true);
    expect(silent.map(({ name }) => name.value)).toEqual([]);
  });
});
