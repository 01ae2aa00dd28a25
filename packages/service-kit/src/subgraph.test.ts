import { SignJWT, importJWK } from 'jose';
import { openTennisClub, send, type TennisClub } from '../test/tennis-club.js';
import { createIdentityMinter, identityHeader } from './identity.js';
import { generateIdentityKeys } from './key-generation.js';

let club: TennisClub;
beforeAll(async () => {
  club = await openTennisClub();
});
afterAll(() => club.lifecycle.close());

const json = { 'content-type': 'application/json' };
const question = JSON.stringify({ query: '{ whoAmI }' });

describe('who may ask', () => {
  it('answers the gateway, who says who looks and in which language', async () => {
    const headers = { ...json, [identityHeader]: await club.identity(), 'accept-language': 'en-GB, vi;q=0.5' };
    const { status, body } = await club.post(question, headers);
    expect({ status, body }).toEqual({ status: 200, body: { data: { whoAmI: 'citizen en' } } });
  });

  it('turns a caller without identity away before the body is read', async () => {
    const open = send(`${club.url}/graphql`, undefined, { ...json, 'content-length': '90000' }, 'POST');
    open.call.write('{"query": "');
    const { status, body } = await open.answer;
    open.call.destroy();
    expect({ status, code: body.errors?.[0]?.extensions['code'] }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED_CALLER',
    });
  });

  it.each([
    'forged',
    'expired',
    'for another subgraph',
    'unsigned',
    'by the wrong algorithm',
    'not a token',
    'too long-lived',
  ])('refuses an identity that is %s', async (kind) => {
    const { status, body } = await club.post(question, { ...json, [identityHeader]: await badIdentity(kind) });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED_CALLER' });
  });

  it('leaves health, metrics and the routes of the service open', async () => {
    const get = async (path: string) => (await send(`${club.url}${path}`, undefined, {}).answer).status;
    expect(await Promise.all(['/livez', '/readyz', '/metrics', '/scores', '/nothing'].map(get))).toEqual([
      ...[200, 200, 200, 200, 404],
    ]);
  });
});

describe('what is answered when something is wrong', () => {
  it('gives a refusal with its code, details and path', async () => {
    const { status, body } = await club.ask('mutation { join(name: "An", joinedOn: "2026-02-28") { id } }');
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      {
        message: 'The club takes no more members.',
        path: ['join'],
        extensions: { code: 'CLUB_FULL', details: { waiting: 12, name: 'An' } },
      },
    ]);
  });

  it('masks a fault and logs it once under the trace id shown', async () => {
    const { body, text } = await club.ask('{ broken }');
    expect(body.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['broken'],
        extensions: { code: 'INTERNAL', traceId: expect.any(String) },
      },
    ]);
    expect(text).not.toMatch(/mongodb|10\.0\.0\.7|Nguyễn|EPIPE|tennis|\.ts|stack/);
    const logged = club.lines.filter((line) => line.includes(String(body.errors?.[0]?.extensions['traceId'])));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/EPIPE/);
  });

  it('masks a resolver that answers null where there must be something', async () => {
    const { body } = await club.ask('{ mustNotBeNull }');
    expect(body.errors?.[0]?.extensions['code']).toBe('INTERNAL');
  });

  it.each([
    ['a document that does not parse', '{ whoAmI', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', '{ __schema { types { name } } }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a day that does not exist', '{ echo(day: "2026-02-30") }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a time without offset', '{ echo(at: "2026-02-28T10:00:00") }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  ])('keeps the standard code of %s', async (_, query, status, code) => {
    const answer = await club.ask(query);
    expect(answer.status).toBe(status);
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code });
    expect(answer.text).not.toContain('Did you mean');
  });

  it('answers a variable that does not fit with 200 and without its value', async () => {
    const { status, body } = await club.ask('query ($day: Date) { echo(day: $day) }', { day: '30.02.2026 Mẫu' });
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'Variable "$day" got an invalid value; Date is a day of the calendar, like 2026-11-23.',
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  });

  it('refuses JSON that reaches for prototypes, as a body and as a value', async () => {
    const ask = 'query ($value: JSON) { echo(value: $value) }';
    const identity = { ...json, [identityHeader]: await club.identity() };
    const body = await club.post(`{"query": "{ whoAmI }", "__proto__": {"a": 1}}`, identity);
    expect([body.status, body.body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
    const value = await club.ask(ask, { value: { deep: { constructor: 1 } } });
    expect(value.body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    const literal = await club.ask('{ echo(value: {prototype: 1}) }');
    expect(literal.body.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    ['bad JSON', '{"query":', json, 400, 'BAD_REQUEST'],
    ['an empty body', '', json, 400, 'BAD_REQUEST'],
    ['a body that is too long', JSON.stringify({ query: ' '.repeat(600_001) }), json, 413, 'BODY_TOO_LARGE'],
    ['text', question, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_CONTENT_TYPE'],
    ['no content type', question, {}, 415, 'UNSUPPORTED_CONTENT_TYPE'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_CONTENT_TYPE'],
    [
      'multipart where no uploads are taken',
      '--x--',
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'UNSUPPORTED_CONTENT_TYPE',
    ],
    ['a batch', `[${question}]`, json, 400, 'BAD_REQUEST'],
  ])('refuses %s with a code', async (_, body, headers, status, code) => {
    const answer = await club.post(body, { ...headers, [identityHeader]: await club.identity() });
    expect([answer.status, answer.body.errors?.[0]?.extensions]).toEqual([status, { code }]);
  });
});

it('loads the references of one request at once', async () => {
  const before = club.court.loads;
  const { body } = await club.ask(
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { id partner { id } } } }',
    { r: ['m1', 'm2', 'nobody', 'm1'].map((id) => ({ __typename: 'Member', id })) },
  );
  expect(body.data?.['_entities']).toEqual([
    { id: 'm1', partner: { id: 'm2' } },
    { id: 'm2', partner: { id: 'm2' } },
    null,
    { id: 'm1', partner: { id: 'm2' } },
  ]);
  expect(club.court.loads - before).toBe(1);
});

async function badIdentity(kind: string): Promise<string> {
  const viewer = { kind: 'operator', id: 'op_1' };
  const nowS = Math.floor(Date.now() / 1000);
  const sign = async (audience: string, fromS: number, lifeS: number) =>
    new SignJWT({ viewer })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway-test-1', typ: 'motcua-identity+jwt' })
      .setIssuer('motcua-gateway')
      .setAudience(audience)
      .setIssuedAt(nowS + fromS)
      .setExpirationTime(nowS + fromS + lifeS)
      .sign(await importJWK(club.keys.privateKey, 'EdDSA'));
  switch (kind) {
    case 'forged':
      return createIdentityMinter(generateIdentityKeys('gateway-test-1')).mint(
        { viewer: { kind: 'operator', id: 'op_1' }, address: null },
        'tennis',
      );
    case 'expired':
      return sign('tennis', -70, 60);
    case 'for another subgraph':
      return sign('squash', 0, 60);
    case 'too long-lived':
      return sign('tennis', -3000, 86_400);
    case 'unsigned':
      return `${(await club.identity()).split('.').slice(0, 2).join('.')}.`;
    case 'by the wrong algorithm':
      return new SignJWT({ viewer })
        .setProtectedHeader({ alg: 'HS256', kid: 'gateway-test-1', typ: 'motcua-identity+jwt' })
        .setIssuer('motcua-gateway')
        .setAudience('tennis')
        .setIssuedAt(nowS)
        .setExpirationTime(nowS + 60)
        .sign(Buffer.from(club.keys.privateKey.x, 'base64url'));
    default:
      return 'tennis';
  }
}
