import type { DataOf, ShipmentHandOverCode } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import { z } from 'zod';
import type { Context } from '../context.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import { tellForAWhile } from '../domain/decisions.js';
import { newestVersion } from '../domain/templates.js';
import { placeOf } from './read-addresses.js';

const SealedCode = z.object({ code: z.string().regex(/^\d{4,10}$/), usefulUntil: z.iso.datetime({ offset: true }) });

/** The courier is on the way: what the receiver tells at the door, as a text, or as a letter where there is no phone. */
export async function sendHandOverCode(
  context: Context,
  event: Received<DataOf<typeof ShipmentHandOverCode>>,
): Promise<void> {
  const { dossierId, trackingNumber, sealedCode } = event.data;
  const id = correspondenceIdOf(dossierId);
  const opened = SealedCode.safeParse(await context.opener.open(sealedCode));
  if (!opened.success) throw new Refusal('HAND_OVER_CODE_MALFORMED', 'The sealed code is not a code.');
  const [wrappedKey = null] = await context.dataKeys.findMany([id]);
  // Nobody to tell: the delivery stays unproven, and the desk looks.
  if (wrappedKey === null) return;
  const notice = 'hand-over-code';
  const templateVersion = newestVersion(context.templates, notice);
  const telling = { notice, values: { trackingNumber }, templateVersion } as const;
  const encryptedSecret = context.vault.encrypt(wrappedKey, placeOf(id, 'secret'), opened.data.code);
  const code = { encryptedSecret, usefulUntil: new Date(opened.data.usefulUntil) };
  const by = (channel: 'SMS' | 'EMAIL', state: Correspondence): readonly CorrespondenceFact[] =>
    tellForAWhile(state, telling, { channel, ...code }, event.time);
  await context.correspondences.execute(id, causeOf(event), (state) => {
    const text = by('SMS', state);
    return text.length > 0 ? text : by('EMAIL', state);
  });
}
