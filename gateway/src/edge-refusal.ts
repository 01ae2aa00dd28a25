import { type EdgeCode, edgeRefusal, type Language } from './edge-texts.js';

/** The gateway turns a request away before, or instead of, running it. */
export class EdgeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: EdgeCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'EdgeRefusal';
  }
}

/** Every answer of the gateway looks like GraphQL, also those that never reach it. */
export function refusalBody(code: EdgeCode, language: Language, traceId?: string): string {
  const { message, extensions } = edgeRefusal(code, language);
  return JSON.stringify({
    errors: [{ message, extensions: { ...extensions, ...(traceId === undefined ? {} : { traceId }) } }],
  });
}
