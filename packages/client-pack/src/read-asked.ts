import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Asked } from './mock-answer.js';

/** The JSON body of a GraphQL request; rejects for anything else. */
export async function readAsked(request: IncomingMessage): Promise<Asked> {
  return toAsked(JSON.parse(await text(request)));
}

export function toAsked(body: unknown): Asked {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    throw new TypeError('a GraphQL request expected');
  }
  const variables = 'variables' in body && typeof body.variables === 'object' ? body.variables : null;
  const name = 'operationName' in body ? body.operationName : undefined;
  return {
    query: body.query,
    variables: variables === null ? undefined : { ...variables },
    operationName: typeof name === 'string' ? name : undefined,
  };
}
