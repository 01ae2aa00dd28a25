import { changedAppointment, calendarEntryOf } from './appointment.js';
import { aCorrespondence, aDossier, letter, morning, notice, submitted } from './correspondence-story.fixture.js';
import type { Correspondence, Notice } from './correspondence.js';
import { giveNotice, resendMessage } from './decisions.js';
import { claimMessage, concludeMessage } from './sending.js';

const promised = (name: Notice['notice'], dueAt: string | null) => (state: Correspondence) =>
  giveNotice(state, { ...notice(name), appointment: { dueAt } }, morning);
const first = '2026-12-01T10:00:00.000Z';
const second = '2026-12-03T10:00:00.000Z';
const entries = (state: Correspondence) =>
  state.status === 'OPEN' ? state.messages.flatMap(({ appointment }) => appointment ?? []) : [];

describe('the promised day', () => {
  it('goes with letters alone, each change under a higher number, and is taken back at an end', () => {
    const state = aCorrespondence(
      submitted(),
      promised('dossier-received', first),
      promised('dossier-rescheduled', second),
      promised('dossier-stopped', null),
      promised('result-revoked', null),
    );
    expect(entries(state)).toEqual([
      { dueAt: new Date(first), sequence: 0, isCancelled: false },
      { dueAt: new Date(second), sequence: 1, isCancelled: false },
      { dueAt: new Date(second), sequence: 2, isCancelled: true },
    ]);
    expect(state.status === 'OPEN' && state.messages.filter(({ channel }) => channel === 'SMS')).toHaveLength(5);
  });

  it('is in order too when all of it waited for the contact', () => {
    const state = aCorrespondence(
      promised('dossier-received', first),
      promised('dossier-rescheduled', second),
      submitted(),
    );
    expect(entries(state).map(({ sequence }) => sequence)).toEqual([0, 1]);
  });

  it('comes once more as it was when the letter is sent once more', () => {
    const state = aCorrespondence(
      submitted(),
      promised('dossier-received', first),
      (open) => claimMessage(open, aLetter, morning),
      (open) => concludeMessage(open, { messageId: aLetter, attempt: 1, outcome: { kind: 'TAKEN' } }, morning),
      (open) => resendMessage(open, aLetter, morning),
    );
    expect(entries(state).map(({ sequence }) => sequence)).toEqual([0, 0]);
  });

  it('that was never promised is not taken back', () => {
    expect(changedAppointment(undefined, { dueAt: null })).toBeUndefined();
    const gone = { dueAt: new Date(first), sequence: 2, isCancelled: true };
    expect(changedAppointment(gone, { dueAt: null })).toBeUndefined();
    expect(changedAppointment(gone, { dueAt: second })).toMatchObject({ sequence: 3, isCancelled: false });
  });

  it('is a day in Vietnam under the dossier’s name', () => {
    const late = { dueAt: new Date('2026-12-01T17:30:00.000Z'), sequence: 0, isCancelled: false };
    const about = { messageId: letter, queuedAt: morning, code: aDossier.dossierCode };
    expect(calendarEntryOf(late, { ...about, language: 'vi' })).toMatchObject({
      ...{ uid: `${aDossier.dossierId}@motcua`, day: '2026-12-02' },
      title: 'Hẹn trả kết quả hồ sơ H26.153-261123-0001',
    });
    expect(calendarEntryOf(late, { ...about, language: 'en' }).title).toContain('is due');
  });
});

const aLetter = letter.replace('dossier-submitted', 'dossier-received');
