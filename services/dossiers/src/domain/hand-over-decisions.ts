/** The result reaches whoever asked for it: at the desk, by the carrier, electronically. */
import { Refusal } from '@motcua/service-kit/pure';
import { requireApplicant, requireOfficer } from './access.js';
import type { Decide } from './decisions.js';
import type { DeliveryMethod, DossierFact } from './dossier-facts.js';
import { permitted, type StateFor } from './lifecycle.js';
import type { Party } from './party.js';
import { requireReceiving, type Receiving } from './receivers.js';
import type { Receipt } from './result-facts.js';
import { completed } from './step-work.js';

/** The carrier proved it. */
export function handOver(by: DeliveryMethod, handedOverAt: Date, at: Date): Decide {
  return (state) => {
    const dossier = permitted(state, 'handOver');
    requireWay(dossier, by);
    return handedOver(dossier, { by, handedOverAt, receipt: null }, at);
  };
}

/** To the person, or to somebody with a written authority; a parcel that came back is handed over here too. */
export function handOverAtDesk(
  party: Party,
  receiving: Receiving & Pick<Receipt, 'encryptedReceivers'>,
  at: Date,
): Decide {
  return (state) => {
    const officer = requireOfficer(party, state, ['receive']);
    const dossier = permitted(state, 'handOver');
    if (dossier.parcel === null) requireWay(dossier, 'DESK');
    requireReceiving(receiving);
    const { encryptedReceivers, authority } = receiving;
    const receipt = { encryptedReceivers, authorised: authority !== null };
    return handedOver(dossier, { by: 'DESK', handedOverAt: at, receipt }, at, officer.id);
  };
}

/** The applicant takes the electronic result. */
export function collect(party: Party, dossierId: string, at: Date): Decide {
  return (state) => {
    requireApplicant(party, state, dossierId);
    const dossier = permitted(state, 'handOver');
    requireWay(dossier, 'ELECTRONIC');
    return handedOver(dossier, { by: 'ELECTRONIC', handedOverAt: at, receipt: null }, at);
  };
}

export type ParcelEnd = { readonly copy: number } & (
  { readonly lost: true } | { readonly lost: false; readonly reasonCode: string }
);

/** The carrier says that the parcel is back at the office, or will never come. */
export function noteParcel(end: ParcelEnd, at: Date): Decide {
  return (state) => {
    // What is told of a copy that another one has taken the place of changes nothing.
    if (permitted(state, 'noteParcel').copiesIssued !== end.copy) return [];
    return [
      end.lost
        ? { type: 'ParcelLost', lostAt: at }
        : { type: 'ParcelReturned', returnedAt: at, reasonCode: end.reasonCode },
    ];
  };
}

/** A fresh copy for a parcel that did not arrive; it is posted again. */
export function reissue(party: Party, reissuedAt: Date): Decide {
  return (state) => {
    requireOfficer(party, state, ['receive']);
    const { parcel, copiesIssued } = permitted(state, 'reissue');
    if (parcel === null) throw new Refusal('PARCEL_UNDER_WAY', 'No parcel came back or was lost.');
    return [{ type: 'ResultReissued', reissuedAt, copy: copiesIssued + 1 }];
  };
}

function requireWay(dossier: StateFor<'handOver'>, by: DeliveryMethod): void {
  if (dossier.deliveryMethod === by) return;
  throw new Refusal('DELIVERED_OTHERWISE', 'The result goes another way.', { by: dossier.deliveryMethod });
}

function handedOver(
  { steps, releasedAt }: StateFor<'handOver'>,
  {
    by,
    handedOverAt,
    receipt,
  }: { readonly by: DeliveryMethod; readonly handedOverAt: Date; readonly receipt: Receipt | null },
  closedAt: Date,
  doneBy = 'system',
): readonly DossierFact[] {
  if (releasedAt === null) throw new Refusal('RESULT_NOT_RELEASED', 'The result has not left the office.');
  const last = steps.filter(({ place, state }) => place === 'HAND_OVER' && state === 'OPEN');
  return [
    { type: 'ResultHandedOver', handedOverAt, by, receipt },
    ...last.map((step) => completed(step, handedOverAt, doneBy)),
    { type: 'DossierClosed', closedAt, outcome: 'HANDED_OVER' },
  ];
}
