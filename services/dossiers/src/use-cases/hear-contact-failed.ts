import type { DataOf, MessageFailed } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { noteContactFailed } from '../domain/heard-decisions.js';
import { permits } from '../domain/lifecycle.js';

/** A message did not arrive: the desk finds the dossier among those whose applicant cannot be told. */
export async function hearContactFailed(
  { dossiers }: Context,
  event: Received<DataOf<typeof MessageFailed>>,
): Promise<void> {
  const { dossierId, channel, reasonCode, failedAt } = event.data;
  const failed = noteContactFailed({ channel, reasonCode, failedAt: new Date(failedAt) });
  // A draft’s reminder is nobody’s dossier, and once it is closed nobody has to be told any more.
  await dossiers.execute(dossierId, causeOf(event), (state) =>
    permits(state, 'noteContactFailed') ? failed(state) : [],
  );
}
