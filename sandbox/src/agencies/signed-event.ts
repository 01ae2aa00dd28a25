import { verify } from 'node:crypto';
import { CloudEvent } from '@motcua/event-contracts';
import type { PartnerKeys } from './partner-keys.js';

export type Refusal = 'NOT_AN_EVENT' | 'UNSIGNED' | 'UNKNOWN_KEY' | 'WRONG_SIGNATURE';

export interface SignedMessage {
  readonly value: Buffer;
  readonly header: (name: string) => string | undefined;
}

/** Ed25519 over `<id>.<time>.<the message's bytes>`; the event, or why it is not to be believed. */
export async function verifiedEvent(
  { value, header }: SignedMessage,
  keys: PartnerKeys,
): Promise<CloudEvent | Refusal> {
  const event = parse(value);
  if (event === undefined) return 'NOT_AN_EVENT';
  const signature = header('motcua-signature');
  const kid = header('motcua-key-id');
  if (signature === undefined || kid === undefined) return 'UNSIGNED';
  const key = await keys.find(kid);
  if (key === undefined) return 'UNKNOWN_KEY';
  const signed = Buffer.concat([Buffer.from(`${event.id}.${event.time}.`), value]);
  return verify(null, signed, key, Buffer.from(signature, 'base64url')) ? event : 'WRONG_SIGNATURE';
}

function parse(value: Buffer): CloudEvent | undefined {
  try {
    return CloudEvent.safeParse(JSON.parse(value.toString('utf8'))).data;
  } catch {
    // Not JSON: refused by the caller like any other value that is no event.
    return undefined;
  }
}
