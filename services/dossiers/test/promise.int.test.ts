import { CalendarChanged, OfficeChanged } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import { connectMongo } from '@motcua/service-kit';
import { loadNationalCalendar } from '@motcua/vietnam';
import {
  clubOffice,
  eventually,
  leader,
  openDossiersBench,
  player,
  processor,
  receiver,
  startDraft,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeEach(async () => {
  bench = await openDossiersBench();
  bench.clock.set('2026-11-23T02:00:00.000Z');
}, 60_000);
afterEach(() => bench.close());

const on = (at: string): void => bench.clock.set(at);
const shown = `query ($id: ID!) { dossier(id: $id) { dueAt lateness version office { id } assignee steps { key dueAt overdue }
  clock { state dueAt reappointBy remainingWorkingDays previousDueDates { dueOn replacedBy cause missed } segments { kind from to } }
  slips { form number dueAt } timeline { type } } }`;
const see = async (id: string, viewer: Viewer = receiver) => (await bench.ask(shown, { id }, viewer)).at('dossier');
const timeline = async (id: string) =>
  (await bench.ask(shown, { id }, receiver)).at('dossier.timeline') as readonly { type: string }[];
const rang = async (id: string) => (await timeline(id)).filter(({ type }) => type === 'AlarmRang').length;
const newDate = (dossierId: string, newDueOn: string) => ({
  dossierId,
  newDueOn,
  reasonCode: 'VERIFICATION_TAKES_LONGER',
});
const codes = async (name: string, input: object, viewer: Viewer) =>
  (await bench.act(name, { ...input }, viewer)).codes;

async function received(): Promise<string> {
  const dossierId = await submitted(bench);
  expect(await codes('receiveDossier', { dossierId }, receiver)).toEqual([]);
  return dossierId;
}

describe('the promised date', () => {
  it('moves once, by a letter of apology that comes in time', async () => {
    const dossierId = await received();
    expect(await see(dossierId)).toMatchObject({ dueAt: '2026-12-01T10:00:00.000Z', lateness: 'ON_TIME' });
    expect(await codes('reschedule', newDate(dossierId, '2026-12-04'), processor)).toEqual(['FORBIDDEN']);
    expect(await codes('reschedule', newDate(dossierId, '2026-12-01'), leader)).toEqual(['CLOCK_NOT_LATER']);
    expect(await codes('reschedule', newDate(dossierId, '2026-12-05'), leader)).toEqual(['CLOCK_DAY_OFF']);
    expect(await codes('reschedule', { ...newDate(dossierId, '2026-12-04'), reasonCode: 'too late' }, leader)).toEqual([
      'REASON_CODE_MALFORMED',
    ]);
    on('2026-11-30T02:00:00.000Z');
    expect(await codes('reschedule', newDate(dossierId, '2026-12-04'), leader)).toEqual([]);
    expect(await see(dossierId)).toMatchObject({
      dueAt: '2026-12-04T10:00:00.000Z',
      slips: [{ form: '01' }, { form: '06' }, { form: '04', dueAt: '2026-12-04T10:00:00.000Z' }],
      clock: {
        reappointBy: null,
        previousDueDates: [{ dueOn: '2026-12-01', replacedBy: '2026-12-04', cause: 'REAPPOINTED', missed: false }],
      },
    });
    const { data } = await bench.said(dossierId, 'dossier.rescheduled');
    expect(data).toMatchObject({ previousDueAt: '2026-12-01T10:00:00.000Z', dueAt: '2026-12-04T10:00:00.000Z' });
    expect(await codes('reschedule', newDate(dossierId, '2026-12-08'), leader)).toEqual(['CLOCK_ALREADY_REAPPOINTED']);
  }, 60_000);

  it('moves not at all once the letter is late', async () => {
    const dossierId = await received();
    on('2026-12-01T02:00:00.000Z');
    expect(await codes('reschedule', newDate(dossierId, '2026-12-04'), leader)).toEqual(['CLOCK_APOLOGY_TOO_LATE']);
  }, 60_000);

  it('is worked out anew when days off are announced, once, and never earlier', async () => {
    const dossierId = await received();
    const calendar = loadNationalCalendar();
    const day = { day: '2026-11-27', kind: 'holiday', status: 'announced', nameVi: 'Ngày nghỉ Mẫu' };
    const announced = {
      ...calendar,
      days: [...calendar.days, day].sort((one, other) => one.day.localeCompare(other.day)),
    };
    await bench.publishTwice(
      CalendarChanged,
      { calendarId: 'cal_vn', asOf: '2026-11-23', calendar: announced },
      { id: 'cal_vn/2', key: 'cal_vn' },
    );
    // What is read of a calendar is read for a second; the timer looks when the clock jumps.
    await eventually('the new calendar to be followed', async () => {
      on(new Date(bench.clock.now().getTime() + 1_000).toISOString());
      return (await timeline(dossierId)).some(({ type }) => type === 'DueDateRecalculated');
    });
    expect(await see(dossierId)).toMatchObject({
      dueAt: '2026-12-02T10:00:00.000Z',
      clock: { previousDueDates: [{ dueOn: '2026-12-01', cause: 'CALENDAR' }] },
    });
    expect((await bench.said(dossierId, 'dossier.recalculated')).data).toMatchObject({
      dueAt: '2026-12-02T10:00:00.000Z',
    });
    expect((await timeline(dossierId)).filter(({ type }) => type === 'DueDateRecalculated')).toHaveLength(1);
  }, 60_000);
});

describe('time', () => {
  it('is noticed once by each dossier, over a restart, jumps and two replicas', async () => {
    const dossierId = await received();
    const waiting = await submitted(bench);
    await bench.restart();
    on('2026-12-03T02:00:00.000Z');
    // The step of one day is overdue, the dossier was at risk and is late; the other was never answered.
    await eventually('every alarm to ring', async () => (await rang(dossierId)) === 3 && (await rang(waiting)) === 1);
    expect(await see(dossierId)).toMatchObject({
      lateness: 'LATE',
      steps: expect.arrayContaining([expect.objectContaining({ key: 'appraise', overdue: true })]) as unknown,
    });
    on('2026-12-03T02:00:01.000Z');
    on('2026-12-04T02:00:00.000Z');
    await codes('completeStep', { dossierId, stepKey: 'appraise' }, processor);
    on('2026-12-08T02:00:00.000Z');
    await eventually('the next step to be overdue', async () => (await rang(dossierId)) === 4);
    const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
    const row = await databaseOf(mongo)
      .collection<{ _id: string; state: { rung: string[] } }>('dossiers')
      .findOne({ _id: dossierId });
    expect(new Set(row?.state.rung).size).toBe(4);
  }, 60_000);

  it('set back undoes nothing: what cannot follow is refused', async () => {
    on('2026-11-25T02:00:00.000Z');
    const dossierId = await received();
    on('2026-11-24T02:00:00.000Z');
    expect(await codes('reschedule', newDate(dossierId, '2026-12-08'), leader)).toEqual(['CLOCK_OUT_OF_ORDER']);
    expect(await see(dossierId)).toMatchObject({ lateness: 'ON_TIME' });
  }, 60_000);
});

describe('an office that was taken over', () => {
  it('leaves its dossiers and drafts to its successor, who goes on with them', async () => {
    const dossierId = await received();
    const draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
    const successor = { ...clubOffice, officeId: 'off_new', codePrefix: 'H26.154' };
    await bench.publishTwice(OfficeChanged, successor, { id: 'off_new/1', key: 'off_new' });
    const closing = { ...clubOffice, validUntil: '2026-11-30', successorOfficeId: 'off_new' };
    await bench.publishTwice(OfficeChanged, closing, { id: 'off_club/2', key: 'off_club' });
    on('2026-12-01T01:00:00.000Z');
    await eventually('the dossier to go over', async () => {
      on(new Date(bench.clock.now().getTime() + 1_000).toISOString());
      return (await see(dossierId)) === null;
    });
    const heir: Viewer = { kind: 'officer', id: 'heir-1', officeId: 'off_new', roles: ['process'] };
    expect(await see(dossierId, heir)).toMatchObject({ office: { id: 'off_new' }, assignee: null });
    expect(await codes('completeStep', { dossierId, stepKey: 'appraise' }, receiver)).toEqual(['DOSSIER_NOT_FOUND']);
    expect(await codes('completeStep', { dossierId, stepKey: 'appraise' }, heir)).toEqual([]);
    const { data } = await bench.said(dossierId, 'dossier.transferred');
    expect(data).toMatchObject({ officeId: 'off_new', previousOfficeId: 'off_club' });
    const draft = await bench.ask('query ($id: ID!) { draft(id: $id) { office { id } } }', { id: draftId }, player);
    expect(draft.at('draft.office.id')).toBe('off_new');
  }, 60_000);
});
