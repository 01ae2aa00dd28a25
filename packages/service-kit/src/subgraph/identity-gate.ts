import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { type Caller, identityHeader, IdentityRefused, type IdentityVerifier } from '../identity.js';
import { kitCounters } from '../kit-counters.js';
import type { Log } from '../log.js';
import { refuseRequest } from './http-answers.js';

export interface IdentityGate {
  readonly onRequest: onRequestAsyncHookHandler;
  callerOf(request: FastifyRequest): Caller;
}

/** Lets only the gateway through, before a byte of the body is read. */
export function createIdentityGate(identity: IdentityVerifier, log: Log): IdentityGate {
  const callers = new WeakMap<FastifyRequest, Caller>();
  return {
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      try {
        callers.set(request, await identity.verify(tokenOf(request)));
      } catch (error) {
        if (!(error instanceof IdentityRefused)) throw error;
        kitCounters.identitiesRefused.inc({ reason: error.reason });
        log.warn('a caller without an acceptable identity was turned away', { reason: error.reason });
        await refuseRequest(request, reply, 401, 'UNAUTHENTICATED_CALLER', 'Only the gateway may call.');
      }
    },
    callerOf(request) {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a request passed the gate without a caller');
      return caller;
    },
  };
}

function tokenOf(request: FastifyRequest): string {
  const token = request.headers[identityHeader];
  if (token === undefined || token === '') throw new IdentityRefused('missing');
  if (typeof token !== 'string') throw new IdentityRefused('malformed');
  return token;
}
