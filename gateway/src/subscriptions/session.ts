import type { IncomingMessage } from 'node:http';
import type { Log, Viewer } from '@motcua/service-kit';
import type { TokenVerifier } from '../access-token.js';
import { admitUntil } from '../admission.js';
import { EdgeRefusal } from '../edge-refusal.js';

/** Somebody who may subscribe, until their token ends. */
export interface Session {
  readonly viewer: Viewer;
  readonly expiresAtMs: number;
  /** Who speaks, from where and in which language; the same for every question asked in this viewer's name. */
  readonly caller: Caller;
}

export interface Caller {
  readonly ip: string;
  readonly headers: IncomingMessage['headers'];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Subscriptions are for those who hold a token, guests included. */
export async function openSession(
  caller: Caller,
  authorization: string | undefined,
  verifier: TokenVerifier,
  log: Log,
): Promise<Session> {
  const { viewer, expiresAtMs } = await admitUntil(authorization, verifier, log);
  if (viewer.kind === 'anonymous') throw new EdgeRefusal(401, 'SIGN_IN_REQUIRED');
  return { viewer, expiresAtMs, caller };
}

const longestTimerMs = 2_147_483_647;

/** Answers how to stop waiting. Node's timers end at 25 days; an access token may live longer. */
export function atTime(atMs: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const leftMs = atMs - Date.now();
    timer = setTimeout(leftMs > longestTimerMs ? wait : act, Math.min(Math.max(leftMs, 0), longestTimerMs));
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
