import {
  DossierAccessCodeRequested,
  DossierClosed,
  DossierErased,
  DossierReceived,
  DossierResultHandedOver,
  DossierResultReady,
  DossierSigned,
  DossierStepCompleted,
  DossierStepStarted,
  DossierSubmitted,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { StoredDossier } from '../context.js';
import type { DossierFact, FactOf } from '../domain/dossier-facts.js';
import type { FiledDossier } from '../domain/dossier.js';

/** The privacy gate: what of a fact others hear. Answers, names and addresses stay behind; two fields go out sealed. */
export function published(fact: DossierFact, { id, state, facts }: StoredDossier): readonly Published[] {
  if (state.status === 'NONE') throw new Error(`${id} has facts and no state`);
  const about = aboutDossier(id, state);
  const to = { key: id };
  switch (fact.type) {
    case 'DossierSubmitted':
      return [publish(DossierSubmitted, { ...about, ...submitted(fact) }, to)];
    case 'DossierReceived': {
      const { receivedAt, dueAt, slip } = fact;
      const times = { receivedAt: receivedAt.toISOString(), dueAt: dueAt.toISOString() };
      return [publish(DossierReceived, { ...about, ...times, slipNumber: slip.number }, to)];
    }
    case 'StepStarted':
      return stepStarted(about, fact, facts);
    case 'StepCompleted': {
      const { stepKey, agency, completedAt } = fact;
      return [publish(DossierStepCompleted, { ...about, stepKey, agency, completedAt: completedAt.toISOString() }, to)];
    }
    case 'ResultSigned': {
      const { signedAt, resultCodes } = fact;
      return [
        publish(DossierSigned, { ...about, signedAt: signedAt.toISOString(), resultCodes: [...resultCodes] }, to),
      ];
    }
    case 'AccessCodeRequested':
      return [publish(DossierAccessCodeRequested, { ...about, ...codeRequested(fact) }, to)];
    case 'ResultReleased':
    case 'ResultHandedOver':
    case 'DossierClosed':
    case 'DossierErased':
      return ended(about, fact, state);
    case 'PersonalDataDestroyed':
    case 'StepAccepted':
    case 'PaymentFellDue':
    case 'PaymentSettled':
      return [];
  }
}

type About = ReturnType<typeof aboutDossier>;

function aboutDossier(dossierId: string, { code, procedureCode, procedureVersion, officeId }: FiledDossier) {
  return { dossierId, code, procedureCode, procedureVersion, officeId };
}

type Ending = FactOf<'ResultReleased' | 'ResultHandedOver' | 'DossierClosed' | 'DossierErased'>;

function ended(about: About, fact: Ending, { deliveryMethod }: FiledDossier): readonly Published[] {
  const to = { key: about.dossierId };
  switch (fact.type) {
    case 'ResultReleased':
      return [publish(DossierResultReady, { ...about, readyAt: fact.releasedAt.toISOString(), deliveryMethod }, to)];
    case 'ResultHandedOver':
      return [
        publish(DossierResultHandedOver, { ...about, handedOverAt: fact.handedOverAt.toISOString(), by: fact.by }, to),
      ];
    case 'DossierClosed':
      return [publish(DossierClosed, { ...about, closedAt: fact.closedAt.toISOString(), outcome: fact.outcome }, to)];
    case 'DossierErased':
      return [
        publish(DossierErased, { ...about, erasedAt: fact.erasedAt.toISOString(), reasonCode: fact.reasonCode }, to),
      ];
  }
}

function submitted({ filing, sealedContact, sealedAddress }: FactOf<'DossierSubmitted'>) {
  const { applicantKey, submittedAt, fees, feeTotalVnd, deliveryMethod } = filing;
  return {
    ...{ applicantKey, feeTotalVnd, sealedContact },
    submittedAt: submittedAt.toISOString(),
    channel: 'ONLINE' as const,
    fees: [...fees],
    delivery: deliveryOf(deliveryMethod, sealedAddress),
  };
}

function codeRequested({ requestedAt, channel, sealedCode }: FactOf<'AccessCodeRequested'>) {
  return { requestedAt: requestedAt.toISOString(), channel, sealedCode };
}

function deliveryOf(method: FiledDossier['deliveryMethod'], sealedAddress: string | null) {
  if (method !== 'POST') return { method };
  if (sealedAddress === null) throw new Error('a result goes by post without an address');
  return { method, sealedAddress };
}

/** Everybody inside hears of every step; a partner hears, signed and on its own topic, of its own steps alone. */
function stepStarted(
  about: About,
  fact: FactOf<'StepStarted'>,
  factsSoFar: readonly DossierFact[],
): readonly Published[] {
  const { stepKey, agency, startedAt, dueAt } = fact;
  const times = { startedAt: startedAt.toISOString(), dueAt: dueAt.toISOString() };
  const data = { ...about, stepKey, agency, ...times };
  const key = about.dossierId;
  const inside = publish(DossierStepStarted, data, { key });
  const partner = feedOf(fact);
  if (partner === null) return [inside];
  const feedSequence = factsSoFar.filter((earlier) => feedOf(earlier) === partner).length;
  return [inside, publish(DossierStepStarted, data, { key, topic: `partner.${partner}.v1`, feedSequence })];
}

/**
 * The partner that hears of a fact; null for none. Only the fact itself may say so, never its type: were a type told to
 * partners from some day on, the events of older dossiers would change their numbers.
 */
function feedOf(fact: DossierFact): string | null {
  return fact.type === 'StepStarted' && fact.partner ? fact.agency : null;
}
