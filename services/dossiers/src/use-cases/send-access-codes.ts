import type { Context, StoredDossier } from '../context.js';
import { accessCodeFrom, type AccessRequest } from '../domain/access-request.js';
import { requestAccessCode } from '../domain/decisions.js';

const atOnce = 50;
/** Far more than anybody needs, and far from the most facts that a dossier can have. */
const mostCodes = 500;

/** Looks for the dossiers of stored wishes and has their codes sent; done again after a crash it sends the same code, once. */
export async function sendAccessCodes(context: Context, now: Date): Promise<void> {
  const waiting = await context.accessRequests.listWaiting(atOnce);
  const outcomes = await Promise.allSettled(waiting.map((request) => sendOne(context, request, now)));
  const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, 'access codes could not be sent');
}

async function sendOne(context: Context, request: AccessRequest, now: Date): Promise<void> {
  const { accessRequests, dossiers } = context;
  const stored = request.code === null ? null : await dossiers.findByCode(request.code);
  if (stored === null || request.expiresAt <= now || !mayBeSent(stored)) return accessRequests.settle(request.id, null);
  const cause = { id: `access-code:${request.id}`, actor: { kind: 'system', id: 'access-codes' }, at: now } as const;
  const { channel, requestedAt } = request;
  const sealedCode = await seal(context, request);
  await dossiers.execute(
    stored.id,
    cause,
    requestAccessCode({ type: 'AccessCodeRequested', requestedAt, channel, sealedCode }),
  );
  await accessRequests.settle(request.id, stored.id);
}

/** An erased dossier has no contact any more. */
function mayBeSent({ state, facts }: StoredDossier): boolean {
  const isErased = state.status === 'CLOSED' && state.erasure !== null;
  return !isErased && facts.filter(({ type }) => type === 'AccessCodeRequested').length < mostCodes;
}

function seal({ sealer, vault }: Context, { id, channel, expiresAt }: AccessRequest): Promise<string> {
  const code = accessCodeFrom(accessCodeKeyOf({ vault }, id));
  return sealer.seal('notifications', { code, expiresAt: expiresAt.toISOString(), channel });
}

export function accessCodeKeyOf({ vault }: Pick<Context, 'vault'>, requestId: string): string {
  return vault.blindIndex('access code', requestId);
}
