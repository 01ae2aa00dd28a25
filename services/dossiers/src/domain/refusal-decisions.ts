/** Saying no takes two pairs of eyes: one officer proposes, another one decides (NĐ 61/2018 Điều 17–19). */
import { Refusal } from '@motcua/service-kit/pure';
import { requireOfficer, requireUnassigned } from './access.js';
import type { Decide } from './decisions.js';
import type { EncryptedNote, RefusalKind, RefusalProposal } from './desk-facts.js';
import { permitted } from './lifecycle.js';
import type { Officer, Party } from './party.js';
import { tick } from './promise.js';
import { requireReason } from './reason.js';
import { preparedBy } from './result-decisions.js';
import { nextSlip } from './slip-numbers.js';
import { cancelledSteps, openSteps, type Moment } from './step-work.js';

export interface Proposed {
  readonly reasonCode: string;
  readonly encryptedNote: EncryptedNote;
}

export function proposeDecline(party: Party, proposed: Proposed, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive']);
    const dossier = permitted(state, 'proposeDecline');
    requireUnassigned(officer, dossier);
    return [{ type: 'RefusalProposed', proposal: proposal('DECLINE', officer, proposed, at) }];
  };
}

export function proposeRejection(party: Party, proposed: Proposed, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['process']);
    const dossier = permitted(state, 'proposeRejection');
    requireUnassigned(officer, dossier);
    return [{ type: 'RefusalProposed', proposal: proposal('REJECTION', officer, proposed, at) }];
  };
}

/** A second officer of the desk declines what the first one proposed: slip 03; the clock never starts. */
export function decline(party: Party, at: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive']);
    const dossier = permitted(state, 'decline');
    const { reasonCode, encryptedNote } = secondEyes(dossier.proposal, 'DECLINE', officer);
    const slip = nextSlip(dossier, '03', { issuedAt: at, issuedBy: officer.id });
    return [{ type: 'DossierDeclined', declinedAt: at, reasonCode, encryptedNote, slip }];
  };
}

/** The leader rejects after appraisal, by letter, inside the time limit or not. */
export function reject(party: Party, { at, calendar }: Moment): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['lead']);
    const dossier = permitted(state, 'reject');
    const { reasonCode, encryptedNote } = secondEyes(dossier.proposal, 'REJECTION', officer);
    if (preparedBy(dossier, officer)) {
      throw new Refusal('SIGNER_PREPARED_IT', 'Somebody who worked on a dossier does not reject it.');
    }
    const slip = nextSlip(dossier, 'LETTER', { issuedAt: at, issuedBy: officer.id });
    const ticked = tick(dossier.clock, { type: 'Stopped', at, outcome: 'ENDED' }, calendar);
    return [
      { type: 'DossierRejected', rejectedAt: at, reasonCode, encryptedNote, slip, ...ticked },
      ...cancelledSteps(openSteps(dossier), at, 'DOSSIER_REJECTED'),
    ];
  };
}

/** The second pair of eyes does not agree, or the first one takes it back. */
export function dismissProposal(party: Party, dismissedAt: Date): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive', 'process', 'lead']);
    const { status, proposal } = permitted(state, 'dismissProposal');
    if (proposal === null) throw nothingProposed();
    if (proposal.proposedBy !== officer.id) requireOfficer(party, state, [status === 'SUBMITTED' ? 'receive' : 'lead']);
    return [{ type: 'RefusalDismissed', dismissedAt }];
  };
}

function proposal(kind: RefusalKind, { id }: Officer, proposed: Proposed, proposedAt: Date): RefusalProposal {
  requireReason(proposed.reasonCode);
  return { kind, ...proposed, proposedBy: id, proposedAt };
}

function secondEyes(proposed: RefusalProposal | null, kind: RefusalKind, officer: Officer): RefusalProposal {
  if (proposed?.kind !== kind) throw nothingProposed();
  if (proposed.proposedBy !== officer.id) return proposed;
  throw new Refusal('SECOND_OFFICER_NEEDED', 'Whoever proposed a refusal does not decide it.');
}

function nothingProposed(): Refusal {
  return new Refusal('NOTHING_PROPOSED', 'No refusal was proposed for this dossier.');
}
