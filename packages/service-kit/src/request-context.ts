import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import DataLoader from 'dataloader';
import type { Caller } from './identity.js';
import type { Viewer } from './viewer.js';

export type BatchLoad<K, V> = (keys: readonly K[]) => Promise<readonly (V | Error | null)[]>;

/** What a resolver receives beside its arguments; lives as long as one request. */
export interface RequestContext<App> {
  readonly viewer: Viewer;
  /** The client's network address, for limits; null where it is not known. */
  readonly callerAddress: string | null;
  readonly app: App;
  /** Of this HTTP request, for logs; not the `requestId` of a mutation's input. */
  readonly requestId: string;
  readonly traceparent?: string;
  readonly language: 'vi' | 'en';
  /** The loader of that name, made on first use: collects the keys of one tick and loads them at once. */
  loader<K, V>(name: string, load: BatchLoad<K, V>): DataLoader<K, V | null>;
}

export function createRequestContext<App>(caller: Caller, app: App, headers: IncomingHttpHeaders): RequestContext<App> {
  const loaders = new Map<string, unknown>();
  const traceparent = headerLike(headers['traceparent'], /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
  return {
    viewer: caller.viewer,
    callerAddress: caller.address,
    app,
    requestId: headerLike(headers['x-request-id'], /^[\w.-]{8,100}$/) ?? randomUUID(),
    ...(traceparent === undefined ? {} : { traceparent }),
    language: languageOf(headers['accept-language']),
    loader<K, V>(name: string, load: BatchLoad<K, V>): DataLoader<K, V | null> {
      const known = loaders.get(name);
      // The name stands for the types: one name is used with one load function, which no type can express in a Map.
      if (known !== undefined) return known as DataLoader<K, V | null>;
      const made = new DataLoader<K, V | null>(load);
      loaders.set(name, made);
      return made;
    },
  };
}

/** The trace's id where the caller gave one, else the request's: what a masked error shows and the log holds. */
export function traceIdOf(context: Pick<RequestContext<unknown>, 'requestId' | 'traceparent'>): string {
  return context.traceparent?.split('-')[1] ?? context.requestId;
}

function headerLike(value: string | string[] | undefined, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** English only for those who put it before Vietnamese. */
function languageOf(accepted: string | undefined): 'vi' | 'en' {
  const first = /\b(vi|en)\b/i.exec(accepted ?? '')?.[1];
  return first?.toLowerCase() === 'en' ? 'en' : 'vi';
}
