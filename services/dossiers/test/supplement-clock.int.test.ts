import { OfficeChanged, ProcedurePublished } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import { tennisAnswers, tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  clubOffice,
  eventually,
  openDossiersBench,
  pdf,
  player,
  processor,
  receiver,
  startDraft,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';
import { levelAgain, see } from './supplements.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
  await hearProcedures();
}, 60_000);
afterAll(() => bench.close());

const at = (day: string): string => `${day}T09:00:00+07:00`;
const closing = (day: string): string => `${day}T10:00:00.000Z`;

/** Vectors of the law (NĐ 61/2018 Điều 19): accepted, limit, asked, answered, first date, date if it pauses or restarts. */
const vectors = [
  ['2026-02-11', 5, '2026-02-13', '2026-02-24', '2026-02-25', '2026-02-27', '2026-03-03'],
  ['2026-11-16', 5, '2026-11-18', '2026-11-25', '2026-11-23', '2026-11-30', '2026-12-02'],
  ['2026-11-16', 3, '2026-11-17', '2026-11-21', '2026-11-19', '2026-11-25', '2026-11-26'],
  ['2026-11-16', 3, '2026-11-19', '2026-11-23', '2026-11-19', '2026-11-25', '2026-11-27'],
] as const;
const cases = vectors.flatMap(([accepted, days, asked, answered, first, pause, restart]) =>
  (['pause', 'restart'] as const).map((supplementClock) => ({
    ...{ accepted, days, asked, answered, first, supplementClock },
    then: supplementClock === 'pause' ? pause : restart,
  })),
);

describe('the promised date when a supplement was asked for', () => {
  it.each(cases)('$accepted, $days days, asked $asked, answered $answered, $supplementClock: $then', async (vector) => {
    bench.clock.set(at(vector.accepted));
    const dossierId = await filed(codeOf(vector));
    const received = await bench.act('receiveDossier', { dossierId }, receiver);
    expect(received.at('receiveDossier.dossier.dueAt')).toBe(closing(vector.first));
    bench.clock.set(at(vector.asked));
    await bench.act('requestSupplement', { dossierId, items: [levelAgain] }, processor);
    expect((await see(bench, dossierId)).at('dossier')).toMatchObject({
      clock: { state: 'PAUSED' },
      nationalStatus: 5,
    });
    bench.clock.set(at(vector.answered));
    await bench.act('answerSupplement', { dossierId, answers: { level: 'x' } });
    const seen = await see(bench, dossierId);
    expect(seen.at('dossier')).toMatchObject({
      ...{ dueAt: closing(vector.then), clock: { state: 'RUNNING' }, nationalStatus: 4 },
      supplementRequests: [{ previousDueAt: closing(vector.first), dueAt: closing(vector.then) }],
    });
    const { data } = await bench.said(dossierId, 'dossier.supplemented');
    expect(data).toMatchObject({ previousDueAt: closing(vector.first), dueAt: closing(vector.then) });
  });

  it('is later for an open step with a limit of its own by the days that were waited', async () => {
    bench.clock.set(at('2026-11-16'));
    const dossierId = await filed('9.000005');
    await bench.act('receiveDossier', { dossierId }, receiver);
    const appraise = async () => {
      const steps = (await see(bench, dossierId)).at('dossier.steps') as readonly { key: string; dueAt: string }[];
      return steps.find(({ key }) => key === 'appraise')?.dueAt;
    };
    expect(await appraise()).toBe(closing('2026-11-17'));
    bench.clock.set(at('2026-11-17'));
    await bench.act('requestSupplement', { dossierId, items: [levelAgain] }, processor);
    bench.clock.set(at('2026-11-19'));
    await bench.act('answerSupplement', { dossierId, answers: { level: 'x' } });
    expect(await appraise()).toBe(closing('2026-11-19'));
  });

  it('cannot be asked for, nor answered, before what came before it', async () => {
    bench.clock.set(at('2026-11-18'));
    const dossierId = await filed('9.000005');
    await bench.act('receiveDossier', { dossierId }, receiver);
    bench.clock.set(at('2026-11-17'));
    const asks = () => bench.act('requestSupplement', { dossierId, items: [levelAgain] }, processor);
    expect((await asks()).codes).toEqual(['CLOCK_OUT_OF_ORDER']);
    bench.clock.set(at('2026-11-19'));
    expect((await asks()).codes).toEqual([]);
    bench.clock.set(at('2026-11-18'));
    const answers = () => bench.act('answerSupplement', { dossierId, answers: { level: 'x' } });
    expect((await answers()).codes).toEqual(['CLOCK_OUT_OF_ORDER']);
    bench.clock.set(at('2026-11-20'));
    expect((await answers()).codes).toEqual([]);
  });
});

const codeOf = ({ days, supplementClock }: { readonly days: number; readonly supplementClock: string }): string =>
  `9.00000${String(supplementClock === 'pause' ? days : days + 3)}`;

async function filed(procedureCode: string, owner: Viewer = player): Promise<string> {
  const draftId = (await startDraft(bench, owner, { procedureCode })).textAt('startDraft.draft.id');
  await bench.act('saveAnswers', { draftId, answers: tennisAnswers }, owner);
  for (const paper of ['photo', 'medicalNote']) await bench.upload({ draftId, paper }, pdf, owner);
  return submitDraft(bench, draftId, owner);
}

/** The club’s procedure with each limit and each of the two clocks, without a cut-off. */
async function hearProcedures(): Promise<void> {
  const codes = vectors.flatMap(([, days]) =>
    ['pause', 'restart'].map((supplementClock) => ({
      code: codeOf({ days, supplementClock }),
      timeLimit: { textVi: String(days), workingDays: days, sameDayRule: null, supplementClock },
    })),
  );
  for (const { code, timeLimit } of codes) {
    await bench.publish(
      ProcedurePublished,
      {
        ...{ procedureId: `prc_${code}`, code, version: 1, effectiveFrom: '2026-01-01' },
        ...{ publishedAt: '2025-12-01T02:00:00.000Z', definition: { ...tennisClub, code, timeLimit }, ...tennisLists },
      },
      { id: `prc_${code}/1`, key: `${code}@1` },
    );
  }
  const procedureCodes = [...new Set(codes.map(({ code }) => code))];
  const office = { ...clubOffice, procedureCodes };
  await bench.publish(OfficeChanged, office, { id: 'off_club/2', key: 'off_club' });
  await eventually('every procedure to be filed', async () => {
    const started = await Promise.all(
      procedureCodes.map((procedureCode) => startDraft(bench, player, { procedureCode })),
    );
    return started.every(({ codes: refused }) => refused.length === 0);
  });
}
