import { getIntrospectionQuery } from 'graphql';
import { slowQuestion } from './tennis-club.js';
import { type Answer, type Running, send, startRunning } from './running-gateway.js';

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.close());

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json): Promise<Answer> =>
  send(running.url, { method: 'POST', headers, body });

describe('an operation that is too much', () => {
  const aliased = (count: number, field: (n: number) => string): string =>
    `{ ${Array.from({ length: count }, (_, n) => field(n)).join(' ')} }`;
  it.each([
    ['101 aliases of one field', aliased(101, (n) => `a${n}: __typename`)],
    ['500 repeated fields', aliased(500, () => 'whoAmI')],
    ['3,000 tokens', aliased(3_000, () => 'x')],
    ['25 directives', aliased(1, () => `whoAmI ${'@include(if: true) '.repeat(25)}`)],
    ['eleven levels', aliased(1, () => `${'a { '.repeat(10)}a${' }'.repeat(10)}`)],
    [
      'fragments that double each other',
      `{ ...f0 } ${Array.from({ length: 20 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f20 on Query { whoAmI }`,
    ],
  ])('(%s) is refused before anything runs', async (_, query) => {
    const { status, codes, data, text } = await running.ask(query);
    expect({ status, codes, data }).toEqual({ status: 400, codes: ['OPERATION_TOO_COMPLEX'], data: undefined });
    expect(text).not.toMatch(/\d{2,}/); // the limits are not told
  });

  it.each([
    ['two by alias', '{ a: trackDossier(code: "1") b: trackDossier(code: "2") }'],
    ['two by fragments', '{ ...f ... { b: trackDossier(code: "2") } } fragment f on Query { trackDossier(code: "1") }'],
    ['fourteen', `{ ${Array.from({ length: 14 }, (_, n) => `a${n}: trackDossier(code: "${n}")`).join(' ')} }`],
    [
      'in the second of two operations',
      'query a { whoAmI } query b { x: trackDossier(code: "1") y: trackDossier(code: "2") }',
    ],
  ])('may hold one guess at a dossier, not %s', async (_, query) => {
    expect(await running.ask(query)).toMatchObject({ status: 400, codes: ['ONE_TRACKING_FIELD_ONLY'] });
  });

  it('may hold one guess in all, whichever it is', async () => {
    const query = '{ trackDossier(code: "1") redeemReceipt(token: "2") }';
    expect(await running.ask(query)).toMatchObject({ status: 400, codes: ['ONE_TRACKING_FIELD_ONLY'] });
    expect((await running.ask('{ redeemReceipt(token: "2") }')).data).toEqual({ redeemReceipt: '2' });
  });

  it('may hold one', async () => {
    expect((await running.ask('{ trackDossier(code: "1") whoAmI }')).data).toEqual({
      trackDossier: '1',
      whoAmI: 'anonymous',
    });
  });

  it('is refused in a GET as well', async () => {
    const query = encodeURIComponent(aliased(101, (n) => `a${n}: __typename`));
    const answer = await send(
      running.url,
      { headers: { 'apollo-require-preflight': 'true' } },
      `/graphql?query=${query}`,
    );
    expect(answer).toMatchObject({ status: 400, codes: ['OPERATION_TOO_COMPLEX'] });
  });

  it('with unknown directives or recursive fragments is refused with 400', async () => {
    const unknown = await running.ask(`{ whoAmI ${'@wild '.repeat(10)} }`);
    const recursive = await running.ask('{ ...f } fragment f on Query { ...f }');
    expect([unknown.status, recursive.status]).toEqual([400, 400]);
  });
});

describe('a request that cannot be served', () => {
  it.each<[string, string, number, string]>([
    ['no JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['nothing', '', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ whoAmI }"},{"query":"{ whoAmI }"}]', 400, 'BAD_REQUEST'],
    ['no operation', '{"query": 7}', 400, 'BAD_REQUEST'],
    ['no GraphQL', '{"query": "{ whoAmI"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query": "{ whoAmX }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'variables with the names of prototypes',
      '{"query":"{ whoAmI }","variables":{"__proto__":{"polluted":1}}}',
      400,
      'BAD_REQUEST',
    ],
    ['more than 100 KB', `{"query": "{ whoAmI }", "x": "${'x'.repeat(110 * 1024)}"}`, 413, 'BODY_TOO_LARGE'],
    [
      'a persisted query that is not registered',
      `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`,
      400,
      'OPERATION_NOT_REGISTERED',
    ],
  ])('(%s) is refused with a code', async (_, body, status, code) => {
    const answer = await post(body);
    expect({ status: answer.status, codes: answer.codes }).toEqual({ status, codes: [code] });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.text).not.toMatch(/stack|node_modules|FST_|SyntaxError/);
    expect('polluted' in {}).toBe(false);
  });

  it('by GET with the names of prototypes among its variables changes nothing', async () => {
    const search = new URLSearchParams({
      query: 'query ($a: ID!) { member(id: $a) { name } }',
      variables: '{"a":"m1","__proto__":{"polluted":1}}',
    });
    const answer = await send(
      running.url,
      { headers: { 'apollo-require-preflight': 'true' } },
      `/graphql?${search.toString()}`,
    );
    expect(answer.data).toEqual({ member: { name: 'An' } });
    expect('polluted' in {}).toBe(false);
  });

  it('of another type is refused', async () => {
    expect(await post('<a/>', { 'content-type': 'application/xml' })).toMatchObject({
      status: 415,
      codes: ['UNSUPPORTED_CONTENT_TYPE'],
    });
  });

  it('from a form of a foreign page is refused', async () => {
    expect((await post('{"query":"{ whoAmI }"}', { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400);
    expect((await send(running.url, {}, '/graphql?query={whoAmI}')).status).toBe(400);
  });

  it('changes nothing by GET', async () => {
    const query = encodeURIComponent('mutation { join(name: "An") { id } }');
    const answer = await send(
      running.url,
      { headers: { 'apollo-require-preflight': 'true' } },
      `/graphql?query=${query}`,
    );
    expect({ status: answer.status, codes: answer.codes }).toEqual({ status: 405, codes: ['BAD_REQUEST'] });
  });

  it('for another place is not found, in the same shape', async () => {
    expect(await send(running.url, {}, '/wp-admin')).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
  });

  it('hears why in its own language', async () => {
    const [vi, en] = await Promise.all(
      ['vi', 'en'].map((language) => post('{', { ...json, 'accept-language': language })),
    );
    expect([vi?.errors[0]?.message, en?.errors[0]?.message]).toEqual([
      'Không đọc được yêu cầu.',
      'The request cannot be read.',
    ]);
  });
});

describe('a long body', () => {
  const long = JSON.stringify({ query: 'query ($name: String) { whoAmI }', variables: { name: 'x'.repeat(300_000) } });
  const asAdmin = async () => ({
    authorization: `Bearer ${await running.issuer.sign({ sub: 'k-1', motcua_kind: 'catalogue-admin' })}`,
  });

  it('is taken from whoever tends the catalogue, up to half a megabyte', async () => {
    const headers = { ...json, ...(await asAdmin()) };
    expect((await post(long.replace('($name: String) ', '').replace('name', 'unused'), headers)).data).toEqual({
      whoAmI: 'catalogue-admin k-1',
    });
    expect(await post(`${long}${' '.repeat(300_000)}`, headers)).toMatchObject({ status: 413 });
  });

  it('is taken from nobody else, announced or not', async () => {
    const citizen = await running.issuer.sign({ sub: 'c-1', motcua_kind: 'citizen' });
    for (const headers of [json, { ...json, authorization: `Bearer ${citizen}` }]) {
      expect(await post(long, headers)).toMatchObject({ status: 413, codes: ['BODY_TOO_LARGE'] });
      expect(await postInPieces(long, headers)).toMatchObject({ status: 413, codes: ['BODY_TOO_LARGE'] });
    }
    expect(await postInPieces('{"query":"{ whoAmI }"}', json)).toMatchObject({ status: 200 });
  });
});

/** Without a length: in chunks. */
function postInPieces(body: string, headers: Record<string, string>): Promise<Answer> {
  const pieces = ReadableStream.from(body.match(/[^]{1,10000}/g)?.map((piece) => Buffer.from(piece)) ?? []);
  return send(running.url, { method: 'POST', headers, body: pieces, duplex: 'half' });
}

describe('what is told about the graph', () => {
  it('is nothing by introspection, and no suggestion', async () => {
    const asked = await running.ask(getIntrospectionQuery());
    expect(asked).toMatchObject({
      status: 400,
      codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'].slice(0, asked.codes.length),
    });
    expect((await running.ask('{ whoAmX }')).text).not.toMatch(/whoAmI/);
  });

  it('is everything to a developer', async () => {
    const development = await startRunning({ development: true });
    const { data, status } = await development.ask(getIntrospectionQuery());
    expect({ status, known: data !== undefined && data !== null && '__schema' in data }).toEqual({
      status: 200,
      known: true,
    });
    expect((await development.ask('{ whoAmX }')).text).toMatch(/Did you mean.*whoAmI/);
    await development.close();
  });

  it('is not the plan of a query', async () => {
    const { text } = await running.ask('{ whoAmI }', { headers: { 'apollo-query-plan-experimental': '1' } });
    expect(text).toBe('{"data":{"whoAmI":"anonymous"}}\n');
  });
});

describe('for operators', () => {
  it('says that it lives, whether it can serve, and how it fares', async () => {
    await running.ask('{ courts }');
    expect((await send(running.url, {}, '/livez')).status).toBe(200);
    expect((await send(running.url, {}, '/readyz')).text).toBe(
      '{"ready":true,"phase":"RUNNING","checks":{"identity issuer":"OK"}}',
    );
    const { text } = await send(running.url, {}, '/metrics');
    expect(text).toMatch(/motcua_gateway_subgraph_seconds_count\{.*subgraph="courts",outcome="done".*\} \d/);
  });

  it('finishes what is under way before it stops, and takes nothing new', async () => {
    const draining = await startRunning({
      settings: { deadlines: { operationMs: 5_000, fetchMs: 400, uploadMs: 5_000 } },
    });
    const underWay = draining.ask('{ whoAmI slowCourts }');
    const answerSlowQuestion = await slowQuestion();
    const closing = draining.lifecycle.close();
    expect((await underWay).data).toEqual({ whoAmI: 'anonymous', slowCourts: null });
    answerSlowQuestion();
    await closing;
    await expect(draining.ask('{ whoAmI }')).rejects.toThrow();
    await draining.close();
  });
});
