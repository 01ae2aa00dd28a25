import { availableActions, type DossierAction } from './available-actions.js';
import type { DossierState } from './dossier.js';
import { leader, moment, otherCitizen, outcome, processor, receiver, stranger } from './dossier-story.fixture.js';
import { applicantParty, besides, dossierId, secondReceiver, standing, tries } from './life-story.fixture.js';
import type { Party } from './party.js';
import { reschedule } from './promise-decisions.js';

const agency: Party = { kind: 'agency', id: 'residence-police' };
const nobody: Party = { kind: 'anonymous' };
const people: Readonly<Record<string, Party>> = {
  applicant: applicantParty,
  guest: { kind: 'guest', id: 'gst_1', opens: dossierId },
  receiver,
  secondReceiver,
  processor,
  leader,
  everything: { ...leader, id: 'everything', roles: ['receive', 'process', 'sign', 'lead'] },
  ...{ stranger, otherCitizen, agency, nobody },
};
const states: readonly DossierState[] = [...Object.values(standing), ...besides];
const cells = Object.keys(people).flatMap((who) =>
  states.map((state, index) => ({ who, index, status: state.status })),
);

/** A dossier is offered to whoever could do it: the decisions and the offers cannot disagree. */
describe('what somebody may do now', () => {
  it.each(cells)('$who with dossier $index ($status) is what the decisions let them do', ({ who, index }) => {
    const party = people[who];
    const state = states[index];
    if (party === undefined || state === undefined) throw new Error('no such cell');
    const can = Object.entries(tries).flatMap(([action, attempt]) => {
      const result = outcome(state, attempt(party, state));
      return typeof result === 'string' || result.length === 0 ? [] : [action];
    });
    const offered: readonly DossierAction[] = availableActions(state, party, { dossierId, ...moment });
    expect([...offered].sort()).toEqual(can.sort());
  });

  it('shows each thing to somebody, somewhere', () => {
    const shown = new Set(
      states.flatMap((state) =>
        Object.values(people).flatMap((party) =>
          [moment.at, new Date('2027-03-01T09:00:00+07:00')].flatMap((at) =>
            availableActions(state, party, { ...moment, dossierId, at }),
          ),
        ),
      ),
    );
    expect(Object.keys(tries).filter((action) => ![...shown].some((name) => name === action))).toEqual([]);
  });

  it('is no new date once it is too late for the letter of apology', () => {
    const lastDay = { ...moment, at: new Date('2026-11-30T16:00:00+07:00') };
    const tooLate = { ...moment, at: new Date('2026-12-01T08:00:00+07:00') };
    const { PROCESSING } = standing;
    for (const at of [lastDay, tooLate]) {
      const offered = availableActions(PROCESSING, leader, { dossierId, ...at }).includes('RESCHEDULE');
      const decided = outcome(
        PROCESSING,
        reschedule(leader, { newDueOn: '2026-12-08', reasonCode: 'TAKES_LONGER' }, at),
      );
      expect([offered, decided]).toEqual(
        at === lastDay ? [true, ['DossierRescheduled', 'StepRescheduled']] : [false, 'CLOCK_APOLOGY_TOO_LATE'],
      );
    }
  });
});
