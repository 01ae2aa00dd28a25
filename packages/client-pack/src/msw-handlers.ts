import { http } from 'msw';
import { createResponder } from './respond.js';

/** Handlers for MSW that answer as the mock server does, wherever the front end believes the endpoint to be. */
export function handlers(endpoint = '*/graphql') {
  const respond = createResponder();
  return [endpoint, `${endpoint}/stream`].map((path) => http.post(path, ({ request }) => respond(request)));
}
