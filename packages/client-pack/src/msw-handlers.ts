import { http, HttpResponse } from 'msw';
import { createMock } from './mock-answer.js';
import { toAsked } from './read-asked.js';

/** Handlers for MSW that answer as the mock server does, wherever the front end believes the endpoint to be. */
export function handlers(endpoint = '*/graphql') {
  const answer = createMock();
  return [
    http.post(endpoint, async ({ request }) => HttpResponse.json({ ...(await answer(toAsked(await request.json()))) })),
  ];
}
