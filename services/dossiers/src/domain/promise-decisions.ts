/** The promised date moves: a letter of apology with one new date, another calendar; and time that is noticed. */
import type { WorkingCalendar } from '@motcua/vietnam';
import { requireOfficer } from './access.js';
import { alarmsOf } from './alarms.js';
import type { Decide } from './decisions.js';
import { permitted } from './lifecycle.js';
import type { Party } from './party.js';
import { promisedBy, tick } from './promise.js';
import { requireReason } from './reason.js';
import { nextSlip } from './slip-numbers.js';
import { movedWithDossier, type Moment } from './step-work.js';

export interface NewDate {
  /** `yyyy-mm-dd` */
  readonly newDueOn: string;
  readonly reasonCode: string;
}

/** Slip 04, at latest one working day before the promised date, once (NĐ 61/2018 Điều 19 khoản 9). */
export function reschedule(party: Party, { newDueOn, reasonCode }: NewDate, { at, calendar }: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['lead']);
    const dossier = permitted(state, 'reschedule');
    requireReason(reasonCode);
    const ticked = tick(dossier.clock, { type: 'Reappointed', at, newDueOn }, calendar);
    const { dueAt } = ticked.promise;
    const slip = nextSlip(dossier, '04', { issuedAt: at, issuedBy: officer.id, dueAt });
    const previousDueAt = dossier.dueAt;
    return [
      { type: 'DossierRescheduled', rescheduledAt: at, reasonCode, previousDueAt, slip, ...ticked },
      ...movedWithDossier(dossier, dueAt),
    ];
  };
}

/** A calendar that was heard of moves promises later, never earlier; nothing follows where none moves. */
export function recalculate(at: Date, calendar: WorkingCalendar): Decide {
  return (state) => {
    const dossier = permitted(state, 'recalculate');
    if (promisedBy(dossier.clock, calendar).dueAt.getTime() === dossier.dueAt.getTime()) return [];
    const ticked = tick(dossier.clock, { type: 'Recalculated', at }, calendar);
    return [
      { type: 'DueDateRecalculated', recalculatedAt: at, previousDueAt: dossier.dueAt, ...ticked },
      ...movedWithDossier(dossier, ticked.promise.dueAt),
    ];
  };
}

/** What is due by now; rings once each, however often and from wherever it is asked. */
export function ring(now: Date): Decide {
  return (state) =>
    alarmsOf(permitted(state, 'ring'))
      .filter(({ dueAt }) => dueAt <= now)
      .map((alarm) => ({ type: 'AlarmRang', ...alarm }));
}
