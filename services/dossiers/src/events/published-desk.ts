import {
  DossierRecalculated,
  DossierRescheduled,
  DossierSupplemented,
  DossierSupplementReminded,
  DossierSupplementRequested,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { FactOf } from '../domain/dossier-facts.js';
import type { FiledDossier } from '../domain/dossier.js';
import type { About } from './about-dossier.js';

/** Of an item others hear what is asked for and the reason's code, never the officer's words. */
export function supplementRequested(
  about: About,
  { request, slip }: FactOf<'SupplementRequested'>,
): readonly Published[] {
  const { id: supplementRequestId, requestedAt, answerBy, items } = request;
  const data = {
    ...{ supplementRequestId, slipNumber: slip.number },
    requestedAt: requestedAt.toISOString(),
    answerBy: answerBy.toISOString(),
    items: items.map(({ subject, key, reasonCode }) => ({ subject, key, reasonCode })),
  };
  return [publish(DossierSupplementRequested, { ...about, ...data }, { key: about.dossierId })];
}

export function supplemented(
  about: About,
  { requestId: supplementRequestId, answeredAt, answer, promise }: FactOf<'SupplementAnswered'>,
  { supplements }: FiledDossier,
): readonly Published[] {
  const previous = supplements.find(({ id }) => id === supplementRequestId)?.previousDueAt ?? null;
  const data = {
    ...{ supplementRequestId, answeredAt: answeredAt.toISOString() },
    ...(previous === null ? {} : { previousDueAt: previous.toISOString() }),
    ...(promise === null ? {} : { dueAt: promise.dueAt.toISOString() }),
    ...{ fees: [...answer.fees], feeTotalVnd: answer.feeTotalVnd },
  };
  return [publish(DossierSupplemented, { ...about, ...data }, { key: about.dossierId })];
}

export function supplementReminded(
  about: About,
  fact: FactOf<'AlarmRang'>,
  { supplements }: FiledDossier,
): readonly Published[] {
  const request = supplements.find(({ id }) => id === fact.key);
  if (request === undefined) throw new Error(`${about.dossierId} was reminded of a supplement nobody asked for`);
  const data = {
    ...{ supplementRequestId: fact.key, remindedAt: fact.dueAt.toISOString() },
    answerBy: request.answerBy.toISOString(),
  };
  return [publish(DossierSupplementReminded, { ...about, ...data }, { key: about.dossierId })];
}

export function promiseMoved(
  about: About,
  fact: FactOf<'DossierRescheduled' | 'DueDateRecalculated'>,
): readonly Published[] {
  const to = { key: about.dossierId };
  const dates = { previousDueAt: fact.previousDueAt.toISOString(), dueAt: fact.promise.dueAt.toISOString() };
  if (fact.type === 'DueDateRecalculated') return [publish(DossierRecalculated, { ...about, ...dates }, to)];
  const { reasonCode, slip } = fact;
  return [publish(DossierRescheduled, { ...about, ...dates, reasonCode, slipNumber: slip.number }, to)];
}
