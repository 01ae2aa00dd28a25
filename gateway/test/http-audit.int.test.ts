import { auditServer } from 'graphql-http';
import { type Running, send, startRunning } from './running-gateway.js';

let running: Running;
beforeAll(async () => {
  running = await startRunning({ development: true }); // the audit's operations introspect
});
afterAll(() => running.close());

describe('GraphQL over HTTP', () => {
  it('is spoken as the specification says, by clients that send the header against foreign pages', async () => {
    const results = await auditServer({
      url: `${running.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) => {
        const headers = new Headers(init.headers);
        headers.set('apollo-require-preflight', 'true');
        return fetch(url, { ...init, headers });
      },
    });
    const level = (name: string) => results.filter((result) => result.name.startsWith(name));
    expect([level('MUST').length, level('SHOULD').length]).toEqual([13, 23]);
    expect([...level('MUST'), ...level('SHOULD')].filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/graphql-response+json, application/json;q=0.9', 400],
    ['*/*', 400],
  ])('tells a client that accepts %s of a wrong operation with %d', async (accept, status) => {
    for (const query of ['{', '{ unknown }']) {
      const headers = { accept, 'content-type': 'application/json' };
      const answer = await send(running.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      expect(answer).toMatchObject({ status, codes: [expect.stringMatching(/^GRAPHQL_/)] });
    }
  });

  it('tells every client with 400 of an operation that is too much', async () => {
    const query = `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }`;
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const answer = await send(running.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(answer).toMatchObject({ status: 400, codes: ['OPERATION_TOO_COMPLEX'] });
  });
});
