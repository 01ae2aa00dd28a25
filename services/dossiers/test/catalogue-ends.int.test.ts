import { OfficeChanged, ProcedurePublished, ProcedureRetired } from '@motcua/event-contracts';
import { tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  clubOffice,
  completeDraft,
  eventually,
  openDossiersBench,
  player,
  receiver,
  startDraft,
  submitDraft,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

/** The bench's today is 2026-11-23 or a day beside it; the tests set it themselves. */
const on = (day: string): void => bench.clock.set(`${day}T02:00:00.000Z`);
const codes = async (more: object = {}) => (await startDraft(bench, player, more)).codes;

describe('an office that closes', () => {
  const closing = { ...clubOffice, validUntil: '2026-12-31', successorOfficeId: 'off_new' };
  const successor = { ...clubOffice, officeId: 'off_new', codePrefix: 'H26.154' };

  it('takes drafts until its last day and then names the one that took over; what is older changes nothing', async () => {
    on('2026-12-31');
    await bench.publishTwice(OfficeChanged, successor, { id: 'off_new/1', key: 'off_new' });
    await bench.publishTwice(OfficeChanged, closing, { id: 'off_club/3', key: 'off_club' });
    await bench.publishTwice(OfficeChanged, clubOffice, { id: 'off_club/2', key: 'off_club' });
    await eventually('the new office', async () => (await codes({ officeId: 'off_new' })).length === 0);
    expect(await codes()).toEqual([]);
    on('2027-01-01');
    await eventually('the end of the office', async () => (await codes()).includes('OFFICE_CLOSED'));
    const [refused] = (await startDraft(bench)).errors;
    expect(refused?.extensions['details']).toEqual({ validUntil: '2026-12-31', successorOfficeId: 'off_new' });
    expect(await codes({ officeId: 'off_new' })).toEqual([]);
  }, 30_000);

  it('that opens again takes drafts again', async () => {
    await bench.publishTwice(OfficeChanged, clubOffice, { id: 'off_club/4', key: 'off_club' });
    await eventually('the office to open', async () => (await codes()).length === 0);
    on('2026-11-23');
  });
});

describe('a procedure that is retired', () => {
  it('is not started from its day on, while drafts and dossiers of before go on', async () => {
    on('2026-11-23');
    const dossierId = await submitted(bench);
    const draftId = await completeDraft(bench);
    const retired = { procedureId: 'prc_9.000001', code: '9.000001', retiredFrom: '2026-11-24' };
    await bench.publishTwice(ProcedureRetired, retired, { id: 'prc_9.000001/1', key: 'prc_9.000001' });
    // Told and heard in one order: once the next version is there, so is the end.
    const { optionSets, agencies } = tennisLists;
    const second = { ...tennisClub, version: 2 };
    const about = { procedureId: 'prc_9.000001', code: '9.000001', version: 2, effectiveFrom: '2026-01-01' };
    await bench.publishTwice(
      ProcedurePublished,
      { ...about, publishedAt: '2026-11-20T02:00:00.000Z', definition: second, optionSets, agencies },
      { id: 'prv_9.000001@2/1', key: '9.000001@2' },
    );
    expect(await codes()).toEqual([]);
    on('2026-11-24');
    await eventually('the end of the procedure', async () => (await codes()).includes('UNKNOWN_PROCEDURE'));

    const receive = await bench.act('receiveDossier', { dossierId }, receiver);
    expect(receive.at('receiveDossier.dossier.status')).toBe('PROCESSING');
    expect(await submitDraft(bench, draftId)).toMatch(/^dos_/);
  }, 30_000);
});
