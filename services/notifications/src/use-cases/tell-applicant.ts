import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { AppointmentChange } from '../domain/appointment.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { giveNotice } from '../domain/decisions.js';
import { noteFee, type FeeChange } from '../domain/fee-reminder.js';
import type { Values } from '../domain/render.js';
import { newestVersion, type NoticeName } from '../domain/templates.js';

export interface Telling {
  /** Null when there is nothing to tell, but something to remember. */
  readonly notice: NoticeName | null;
  readonly values?: Values;
  /** What becomes of the promised day. */
  readonly appointment?: AppointmentChange;
  /** What becomes of the money that is owed. */
  readonly fee?: FeeChange;
}

/** Something happened that the applicant should know: queued for every way they can be reached. */
export async function tellApplicant(
  { correspondences, templates }: Context,
  event: Received<{ readonly dossierId: string }>,
  { notice: name, values = {}, fee, ...appointment }: Telling,
): Promise<void> {
  const notice =
    name === null ? null : { notice: name, values, templateVersion: newestVersion(templates, name), ...appointment };
  await correspondences.execute(correspondenceIdOf(event.data.dossierId), causeOf(event), (state) => [
    ...noteFee(state, fee, event.time),
    ...(notice === null ? [] : giveNotice(state, notice, event.time)),
  ]);
}
