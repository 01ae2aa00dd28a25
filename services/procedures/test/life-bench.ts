/** The service with its catalogue loaded, two catalogue admins, and a next version of a procedure to work on. */
import { parseEnv, type Viewer } from '@motcua/service-kit';
import { startTestBench, type QueryAnswer, type TestBench } from '@motcua/service-kit/testing';
import { addDays, dayInVietnam } from '@motcua/vietnam';
import { envShape } from '../src/env.js';
import { startProcedures } from '../src/main.js';
import { readFiles } from '../src/read-files.js';
import { getDefinition } from './sample-applications.js';

export const drafter: Viewer = { kind: 'catalogue-admin', id: 'admin-a' };
export const publisher: Viewer = { kind: 'catalogue-admin', id: 'admin-b' };
export const files = readFiles();

export interface LifeBench extends TestBench {
  readonly url: string;
  ask(document: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<QueryAnswer>;
  /** One mutation by its name; what it selects is under `at(name)`. */
  act(name: MutationName, input: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<QueryAnswer>;
  /** A drafted version, checked as well. */
  checked(code: string, version: number, change?: object): Promise<string>;
  /** Days from today, by the bench's clock. */
  dayIn(days: number): string;
  /** Another process of the service on the same database. */
  replica(given?: typeof files): Promise<string>;
}

export type MutationName = keyof typeof mutations;

let requests = 0;
export const requestId = (): string => `request-${String((requests += 1))}`;

export async function openLifeBench(name: string): Promise<LifeBench> {
  const bench = await startTestBench('procedures');
  const env = parseEnv(envShape, bench.env());
  const replica = async (given = files) =>
    (await startProcedures(env, bench.lifecycle, bench.log, given, { clock: bench.clock })).url;
  const url = await replica();
  const ask: LifeBench['ask'] = (document, variables, viewer = drafter) =>
    bench.query(`${url}/graphql`, document, variables, viewer);
  const act: LifeBench['act'] = (mutation, input, viewer) =>
    ask(mutations[mutation], { input: { requestId: requestId(), ...input } }, viewer);
  return {
    ...bench,
    ...{ name, url, ask, act, replica },
    async checked(code, version, change) {
      const drafted = await act('draftProcedureVersion', { definition: nextOf(code, version, change) });
      const draftId = drafted.textAt('draftProcedureVersion.draft.id');
      await act('checkProcedureVersion', { draftId });
      return draftId;
    },
    dayIn: (days) => addDays(dayInVietnam(bench.clock.now()), days),
  };
}

/** A procedure of the catalogue under another number, changed a little. */
export function nextOf(code: string, version: number, change: object = {}): Record<string, unknown> {
  const { procedure } = getDefinition(code);
  return { ...procedure, version, nameVi: `${procedure.nameVi} (lần ${String(version)})`, ...change };
}

const draftFields = `draft {
  id state procedureCode versionNumber draftedAt checkedAt problems { path code message } difference { from to }
} problems { path code message }`;

export const mutations = {
  draftProcedureVersion: mutation('draftProcedureVersion', 'DraftProcedureVersionInput', draftFields),
  checkProcedureVersion: mutation('checkProcedureVersion', 'CheckProcedureVersionInput', draftFields),
  publishProcedureVersion: mutation(
    'publishProcedureVersion',
    'PublishProcedureVersionInput',
    'version { id version effectiveFrom publishedAt name { vi } }',
  ),
  retireProcedure: mutation('retireProcedure', 'RetireProcedureInput', 'procedureCode retiredFrom'),
  setCalendar: mutation('setCalendar', 'SetCalendarInput', 'asOf changedDays'),
};

function mutation(name: string, type: string, fields: string): string {
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
}
