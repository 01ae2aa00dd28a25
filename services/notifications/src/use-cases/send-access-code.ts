import type { DataOf, DossierAccessCodeRequested } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import { z } from 'zod';
import type { Context } from '../context.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { tellForAWhile } from '../domain/decisions.js';
import { newestVersion, type Channel } from '../domain/templates.js';
import { placeOf } from './read-addresses.js';

const SealedCode = z.object({ code: z.string().regex(/^\d{4,10}$/), expiresAt: z.iso.datetime({ offset: true }) });

/** Somebody asked for a one-time code: it goes out on the channel they chose, once, and on no other. */
export async function sendAccessCode(
  context: Context,
  event: Received<DataOf<typeof DossierAccessCodeRequested>>,
): Promise<void> {
  const { dossierId, channel, sealedCode } = event.data;
  const id = correspondenceIdOf(dossierId);
  const opened = SealedCode.safeParse(await context.opener.open(sealedCode));
  if (!opened.success) throw new Refusal('ACCESS_CODE_MALFORMED', 'The sealed code is not a code.');
  const { code, expiresAt } = opened.data;
  // A key is made for no code: without a contact there is nobody to send it to.
  const [wrappedKey = null] = await context.dataKeys.findMany([id]);
  if (wrappedKey === null) {
    tellOperator(context, id, channel);
    return;
  }
  const notice = 'access-code';
  const values = { validUntil: expiresAt };
  const telling = { notice, values, templateVersion: newestVersion(context.templates, notice) } as const;
  const encryptedSecret = context.vault.encrypt(wrappedKey, placeOf(id, 'secret'), code);
  const shortLived = { channel, encryptedSecret, usefulUntil: new Date(expiresAt) };
  const { recorded } = await context.correspondences.execute(id, causeOf(event), (state) =>
    tellForAWhile(state, telling, shortLived, event.time),
  );
  if (recorded.length === 0) tellOperator(context, id, channel);
}

/** Whoever asked is told the same as ever, so that nobody learns which dossiers there are. */
function tellOperator({ log }: Context, aggregateId: string, channel: Channel): void {
  log.warn('an access code has nowhere to go', { aggregateId, provider: channel, reason: 'CHANNEL_ABSENT' });
}
