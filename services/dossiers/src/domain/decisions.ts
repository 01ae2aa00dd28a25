/** What the reception does: submitting, receiving, giving work to somebody. */
import { Refusal, type Decision } from '@motcua/service-kit/pure';
import { hasRole, requireOfficer, requireUnassigned } from './access.js';
import type { DossierFact, DossierSubmitted, FactOf } from './dossier-facts.js';
import type { DossierState } from './dossier.js';
import { permitted } from './lifecycle.js';
import type { Party } from './party.js';
import { startClock } from './promise.js';
import { nextSlip } from './slip-numbers.js';
import { completed, started, type Moment } from './step-work.js';
import { openable, withCompleted } from './step.js';

export type Decide = Decision<DossierState, DossierFact>;

export function submit(submitted: DossierSubmitted): Decide {
  return (state) => {
    permitted(state, 'submit');
    return [submitted];
  };
}

/** Accepts a complete dossier: the clock starts, slip 01 is issued and opens 06, the work begins. */
export function receive(party: Party, { at, calendar }: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive']);
    const dossier = permitted(state, 'receive');
    requireUnassigned(officer, dossier);
    const { steps, timeAllowed } = dossier;
    const { clock, promise } = startClock(at, timeAllowed, calendar);
    const by = { issuedAt: at, issuedBy: officer.id, dueAt: promise.dueAt };
    const slips = [nextSlip(dossier, '01', by), nextSlip(dossier, '06', by)];
    const reception = steps.filter(({ place }) => place === 'RECEPTION');
    const standing = withCompleted(
      steps,
      reception.map(({ key }) => key),
      at,
      officer.id,
    );
    return [
      { type: 'DossierReceived', receivedAt: at, clock, promise, slips },
      ...reception.map((step) => completed(step, at, officer.id)),
      ...started(openable(standing), { at, calendar }, promise.dueAt),
    ];
  };
}

/** Anybody takes a dossier over; giving it to somebody else is for those who process or lead. Null: nobody’s any more. */
export function assign(party: Party, officerId: string | null, assignedAt: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive', 'process', 'sign', 'lead']);
    const { assignee } = permitted(state, 'assign');
    const own = officerId === officer.id || (officerId === null && assignee === officer.id);
    if (!own && !hasRole(officer, ['process', 'lead'])) {
      throw new Refusal('FORBIDDEN', 'Giving a dossier to somebody else is not for you to do.');
    }
    return assignee === officerId ? [] : [{ type: 'DossierAssigned', officerId, assignedAt }];
  };
}

/** Whoever asks proves nothing by asking: the code goes to the contact on file. */
export function requestAccessCode(requested: FactOf<'AccessCodeRequested'>): Decide {
  return (state) => {
    permitted(state, 'requestAccessCode');
    return [requested];
  };
}
