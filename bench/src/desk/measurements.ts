import { openLoop } from '../open-loop.js';
import type { BenchOfficer, QueueAsked } from './officer.js';

const dayMs = 86_400_000;

/** What officers ask of the queue, by the name under which it is told. */
export function usualQueues(procedureCode: string, person: string): readonly (readonly [string, QueueAsked])[] {
  const inTwoDays = new Date(Date.now() + 2 * dayMs).toISOString();
  return [
    ['everything', {}],
    ['everything by due date', { orderBy: 'DUE' }],
    ['to be received', { filter: { role: 'RECEIVE' } }],
    ['to be processed by due date', { filter: { role: 'PROCESS' }, orderBy: 'DUE' }],
    ['mine by due date', { filter: { assignment: 'MINE' }, orderBy: 'DUE' }],
    ["nobody's", { filter: { assignment: 'NOBODYS' } }],
    ['late', { filter: { lateness: 'LATE' }, orderBy: 'DUE' }],
    ['at risk', { filter: { lateness: 'AT_RISK' }, orderBy: 'DUE' }],
    ['due within two days', { filter: { dueBefore: inTwoDays }, orderBy: 'DUE' }],
    ['of a procedure and a status', { filter: { procedureCode: [procedureCode], status: ['SUBMITTED'] } }],
    ['about a person', { filter: { person } }],
  ];
}

/** Milliseconds of each page of each of the queues in turn; of whatever has more pages the next ones, too. */
export async function measureQueues(
  officer: BenchOfficer,
  queues: readonly (readonly [string, QueueAsked])[],
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const places = new Map<string, string | null>();
  const byName = new Map<string, number[]>(queues.map(([name]) => [name, []]));
  const count = pace.perSecond * pace.seconds;
  const turnOf = (n: number): string => queues[n % queues.length]?.[0] ?? '';
  const took = await openLoop({
    ...{ perSecond: pace.perSecond, count },
    act: async (n) => {
      const [name, asked] = queues[n % queues.length] ?? ['', {}];
      places.set(name, await officer.queue({ ...asked, after: places.get(name) ?? null }));
    },
  });
  took.forEach((ms, n) => byName.get(turnOf(n))?.push(ms));
  return byName;
}

export function measureSummaries(
  officer: BenchOfficer,
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  return openLoop({
    ...{ perSecond: pace.perSecond, count: pace.perSecond * pace.seconds },
    act: () => officer.summary(),
  });
}

/** Milliseconds of each `receiveDossier` of those dossiers, all of them waiting to be received. */
export function measureReceptions(
  officer: BenchOfficer,
  dossierIds: readonly string[],
  perSecond: number,
): Promise<readonly number[]> {
  return openLoop({
    ...{ perSecond, count: dossierIds.length },
    act: (n) => officer.receive(dossierIds[n] ?? ''),
  });
}
