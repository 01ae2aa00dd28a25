import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireOperator } from '../domain/access.js';
import { erase } from '../domain/erasure.js';
import { requireReason } from '../domain/reason.js';
import { askingBy } from './asking.js';
import { destroyPersonalData } from './destroy-personal-data.js';

interface EraseDossier {
  readonly requestId: string;
  readonly dossierId: string;
  readonly reasonCode: string;
}

export interface ErasedDossier {
  readonly dossierId: string;
  readonly erasedAt: Date;
}

/** That it is to be erased is stored first, so that the timer finishes what a crash cuts off. */
export async function eraseDossier(context: Context, viewer: Viewer, input: EraseDossier): Promise<ErasedDossier> {
  const { dossierId, reasonCode } = input;
  const { party, cause, at } = askingBy(context, viewer, input.requestId, input);
  requireOperator(party);
  requireReason(reasonCode);
  await context.registerRequest(cause);
  const { state } = await context.dossiers.execute(dossierId, cause, erase(reasonCode, at));
  await destroyPersonalData(context, dossierId);
  if (state.status !== 'CLOSED' || state.erasure === null) throw new Error(`${dossierId} was not erased`);
  return { dossierId, erasedAt: state.erasure.erasedAt };
}
