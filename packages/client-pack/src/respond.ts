import { createMock, type MockAnswer } from './mock-answer.js';
import { readAsked } from './read-asked.js';
import { isRefusal, refusalOf } from './mock-refusals.js';

/** The request header that makes the mock refuse: with any code of docs/api/codes.md, as the platform would. */
export const refusalHeader = 'mock-refusal';

/**
 * The endpoint as a front end meets it, over HTTP: operations as text or by the id they are registered under, files (thrown away), and
 * at `/graphql/stream` a subscription, told once.
 */
export function createResponder(): (request: Request) => Promise<Response> {
  const answer = createMock();
  return async (request) => {
    const language = /\b(vi|en)\b/i.exec(request.headers.get('accept-language') ?? '')?.[1]?.toLowerCase();
    const refuse = (code: string, status: number): Response =>
      Response.json({ errors: [refusalOf(code, language === 'en' ? 'en' : 'vi')] }, { status });
    const refused = request.headers.get(refusalHeader);
    if (refused !== null && isRefusal(refused)) return refuse(refused, 200);
    const asked = await readAsked(request);
    if (asked === null) return refuse('BAD_REQUEST', 400);
    if (asked === 'unknown') return refuse('OPERATION_NOT_REGISTERED', 400);
    const told = await answer(asked);
    return new URL(request.url).pathname.endsWith('/stream') ? streamed(told) : Response.json({ ...told });
  };
}

/** https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md */
function streamed(told: MockAnswer): Response {
  const text = `event: next\ndata: ${JSON.stringify(told)}\n\nevent: complete\ndata:\n\n`;
  return new Response(text, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}
