import { requestCause, type Cause, type Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import type { Party } from '../domain/party.js';

/** One mutation: who asks, as the rules see them, when, and under which id, so that repeating it has one effect. */
export interface Asking {
  readonly party: Party;
  readonly cause: Cause;
  readonly at: Date;
}

/** `input` is what the request id stands for; a file is represented by its hash. */
export function askingBy({ clock }: Pick<Context, 'clock'>, viewer: Viewer, requestId: string, input: unknown): Asking {
  const at = clock.now();
  return { party: partyOf(viewer), cause: requestCause(viewer, requestId, input, at), at };
}
