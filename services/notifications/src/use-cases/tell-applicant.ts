import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { AppointmentChange } from '../domain/appointment.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { giveNotice } from '../domain/decisions.js';
import type { Values } from '../domain/render.js';
import { newestVersion, type NoticeName } from '../domain/templates.js';

export interface Telling {
  readonly notice: NoticeName;
  readonly values?: Values;
  /** What becomes of the promised day. */
  readonly appointment?: AppointmentChange;
}

/** Something happened that the applicant should know: queued for every way they can be reached. */
export async function tellApplicant(
  { correspondences, templates }: Context,
  event: Received<{ readonly dossierId: string }>,
  { notice, values = {}, ...appointment }: Telling,
): Promise<void> {
  const telling = { notice, values, templateVersion: newestVersion(templates, notice), ...appointment };
  await correspondences.execute(correspondenceIdOf(event.data.dossierId), causeOf(event), (state) =>
    giveNotice(state, telling, event.time),
  );
}
