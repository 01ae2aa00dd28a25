import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from '@motcua/service-kit';
import { callerAddressOf } from './caller-address.js';
import type { Result } from './compiled/compiled-operation.js';
import { type Language, languageOf } from './edge-texts.js';
import type { Patience } from './patience.js';

/** What one operation carries along; the same for every subgraph it asks. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** The client's network address; behind a trusted proxy, the one it tells. */
  readonly callerAddress: string;
  readonly language: Language;
  readonly requestId: string;
  /** W3C Trace Context, the caller's or one begun here. */
  readonly traceparent: string;
  readonly traceId: string;
  /** Over when the operation's time is, or when the caller has gone. */
  readonly patience: Patience;
  /** Files are a stream that can be sent once. */
  readonly uploads: { forwarded: boolean };
  /** The same query of the same viewer may be answered by one that is under way: not when it asks what has just changed. */
  readonly sharesAnswers?: boolean;
  /** Asked already: the server is only to finish what comes of it. */
  readonly underWay?: { readonly answer: Promise<Result>; readonly asked: GatewayContext };
}

export function createGatewayContext(
  viewer: Viewer,
  request: {
    readonly id: string;
    readonly ip: string;
    readonly headers: IncomingHttpHeaders;
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
  patience: Patience,
): GatewayContext {
  const traceparent = traceparentOf(request.headers['traceparent']);
  return {
    viewer,
    callerAddress: callerAddressOf(request.ip, request.socket.remoteAddress),
    language: languageOf(request.headers['accept-language']),
    requestId: request.id,
    traceparent,
    traceId: traceparent.slice(3, 35),
    patience,
    uploads: { forwarded: false },
  };
}

function traceparentOf(given: string | string[] | undefined): string {
  const known = typeof given === 'string' && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given);
  return known ? given : `00-${randomHex()}-${randomHex().slice(16)}-01`;
}

/** 32 digits; much cheaper than asking for random bytes. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
