import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, type GraphQLSchema } from 'graphql';
import { acting } from './inputs.js';
import { dossierFields, mutations, queries, subscriptions, type WhoAsks } from './policy.js';
import { below, fieldNames, isNothing, objectType, valueAt } from './selections.js';
import { sampleFile, type Stage } from './stage.js';
import { viewerNames, type Answer, type ViewerName, type Viewers } from './viewers.js';

export interface Matrix {
  readonly cells: number;
  /** In words: who saw or did what they may not, or did not see or do what they may. */
  readonly wrong: readonly string[];
  /** Coordinates at which there was nothing for anybody, so that only refusals were shown. */
  readonly unshown: readonly string[];
}

interface Cell {
  readonly coordinate: string;
  readonly viewer: ViewerName;
  readonly expected: 'full' | 'part' | 'none';
  readonly seen: unknown;
}

export function readSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('../../../docs/generated/api-schema.graphql', import.meta.url), 'utf8'));
}

/** What the schema has and the policy does not name, or the other way round. */
export function undeclared(schema: GraphQLSchema): readonly string[] {
  const pairs = [
    ['Query', queries],
    ['Mutation', mutations],
    ['Subscription', subscriptions],
    ['Dossier', dossierFields],
  ] as const;
  return pairs.flatMap(([type, policy]) => {
    const inSchema = fieldNames(schema, type);
    return [
      ...inSchema.filter((name) => !Object.hasOwn(policy, name)).map((name) => `${type}.${name} has no rule`),
      ...Object.keys(policy)
        .filter((name) => !inSchema.includes(name))
        .map((name) => `${type}.${name} is not there`),
    ];
  });
}

/** Every operation and field of the schema, asked as everybody. */
export async function authorisationMatrix(stage: Stage, viewers: Viewers): Promise<Matrix> {
  const schema = readSchema();
  const missing = undeclared(schema);
  const read = [
    ...(await readQueries(schema, stage, viewers)),
    ...(await readDossier(schema, stage, viewers)),
    ...(await watchAll(schema, stage, viewers)),
  ];
  const acted = await actAll(schema, stage, viewers);
  const cells = [...read, ...acted];
  const full = new Map(read.filter(({ viewer }) => viewer === 'applicant').map((cell) => [cell.coordinate, cell.seen]));
  return {
    cells: cells.length,
    wrong: [...missing, ...cells.flatMap((cell) => wrongIn(cell, full.get(cell.coordinate)))],
    unshown: [...new Set(read.map(({ coordinate }) => coordinate))].filter((coordinate) =>
      read.every((cell) => cell.coordinate !== coordinate || isNothing(cell.seen)),
    ),
  };
}

function wrongIn({ coordinate, viewer, expected, seen }: Cell, full: unknown): readonly string[] {
  if (seen === 'BAD_USER_INPUT') return [`${coordinate} is asked with an input that does not fit`];
  if (expected === 'none') return isNothing(seen) ? [] : [`${viewer} reaches ${coordinate}`];
  if (expected === 'part' && JSON.stringify(seen) === JSON.stringify(full))
    return [`${viewer} sees all of ${coordinate}`];
  // Where the one who sees most finds nothing, there is nothing to find.
  return isNothing(seen) && !isNothing(full) ? [`${viewer} does not reach ${coordinate}`] : [];
}

async function readQueries(schema: GraphQLSchema, stage: Stage, viewers: Viewers): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const field of Object.values(objectType(schema, 'Query').getFields()).filter(({ name }) => name !== 'dossier')) {
    const { text, coordinates } = below(field, [field.name]);
    const { given, declared } = stage.queries[field.name] ?? { given: '', declared: '' };
    const document = `query Matrix${declared} { ${field.name}${given} ${text} }`;
    const gate = { coordinate: `Query.${field.name}`, path: [field.name] };
    const below1 = coordinates.map(({ coordinate, path }) => ({ coordinate: `${field.name}/${coordinate}`, path }));
    cells.push(...(await asked(document, stage, viewers, [gate, ...below1], () => queries[field.name] ?? {})));
  }
  return cells;
}

async function readDossier(schema: GraphQLSchema, stage: Stage, viewers: Viewers): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const field of Object.values(objectType(schema, 'Dossier').getFields())) {
    const { text, coordinates } = below(field, ['dossier', field.name], 2);
    const document = `query Matrix($dossier: ID!) { dossier(id: $dossier) { ${field.name} ${text} } }`;
    const gate = { coordinate: `Dossier.${field.name}`, path: ['dossier', field.name] };
    cells.push(
      ...(await asked(document, stage, viewers, [gate, ...coordinates], () => dossierFields[field.name] ?? {})),
    );
  }
  return cells;
}

/** So many fields of a dossier in one subscription; all at once are more than an operation may have. */
const watchedAtOnce = 8;

/** Each subscription, with each field of a dossier: who may watch it sees of it what they see when they ask. */
async function watchAll(schema: GraphQLSchema, stage: Stage, viewers: Viewers): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  const fields = Object.values(objectType(schema, 'Dossier').getFields());
  for (const watched of Object.values(objectType(schema, 'Subscription').getFields())) {
    if (getNamedType(watched.type).name !== 'Dossier') throw new Error(`nobody knows how to watch ${watched.name}`);
    for (let from = 0; from < fields.length; from += watchedAtOnce) {
      const some = fields.slice(from, from + watchedAtOnce);
      const texts = some.map((field) => `${field.name} ${below(field, [], 1).text}`);
      const document = `subscription Matrix($dossier: ID!) { ${watched.name}(id: $dossier) { __typename ${texts.join(' ')} } }`;
      const gate = { coordinate: `Subscription.${watched.name}`, path: [watched.name, '__typename'] };
      const each = some.map(({ name }) => {
        return {
          coordinate: `${watched.name}/Dossier.${name}`,
          path: [watched.name, name],
          who: dossierFields[name] ?? {},
        };
      });
      const found = await asked(document, stage, viewers, [gate, ...each], () => subscriptions[watched.name] ?? {});
      if (found.every(({ seen }) => isNothing(seen))) throw new Error(`${watched.name} tells nobody anything`);
      cells.push(...found);
    }
  }
  return cells;
}

async function asked(
  document: string,
  stage: Stage,
  viewers: Viewers,
  /** `who`: it has a rule of its own. */
  places: readonly { readonly coordinate: string; readonly path: readonly string[]; readonly who?: WhoAsks }[],
  policyOf: () => WhoAsks,
): Promise<readonly Cell[]> {
  const answers = await Promise.all(
    viewerNames.map(async (viewer) => [viewer, await viewers[viewer](document, stage.variables)] as const),
  );
  return answers.flatMap(([viewer, { data }]) =>
    places.map(({ coordinate, path, who }, index) => {
      const may = (who ?? policyOf())[viewer] ?? 'none';
      const isGate = index === 0 || who !== undefined;
      return {
        coordinate,
        viewer,
        expected: isGate && may !== 'own' ? may : within(may, path),
        seen: valueAt(data, path),
      };
    }),
  );
}

/** Of what somebody sees a part of, the parts are not looked at one by one; of their own there is nothing on this stage. */
function within(may: Cell['expected'] | 'own', path: readonly string[]): Cell['expected'] {
  if (may === 'own') return path.includes('nodes') ? 'none' : 'full';
  return may === 'part' ? 'full' : may;
}

/** The codes with which somebody is turned away for who they are, not for what they ask. */
const turnedAway = /^(SIGN_IN_REQUIRED|FORBIDDEN|(DOSSIER|DRAFT|PAYMENT|SHIPMENT|MESSAGE|PROCEDURE_DRAFT)_NOT_FOUND)$/;

/** Those who may not first, so that nothing is done before everybody was turned away. */
async function actAll(schema: GraphQLSchema, stage: Stage, viewers: Viewers): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const [name, policy] of Object.entries(mutations)) {
    const turn = [...viewerNames].sort((one, other) => Number(one in policy) - Number(other in policy));
    for (const viewer of turn) {
      const { document, input, withFile } = acting(schema, name, stage.known);
      const answer = await viewers[viewer](document, { input }, withFile ? sampleFile() : undefined);
      cells.push({ coordinate: `Mutation.${name}`, viewer, expected: policy[viewer] ?? 'none', seen: reached(answer) });
    }
  }
  return cells;
}

/** What came of it, or null where they were turned away. */
function reached({ data, errors }: Answer): string | null {
  const [first] = errors;
  if (first === undefined) return data === null ? null : 'done';
  return turnedAway.test(first.code) ? null : first.code;
}
