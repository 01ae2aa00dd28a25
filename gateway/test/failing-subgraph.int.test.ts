import { createServer, type RequestListener } from 'node:http';
import type { GatewaySettings } from '../src/main.js';
import { deadlines } from '../src/subgraph-source.js';
import { listen } from './listening.js';
import { type Running, startRunning } from './running-gateway.js';
import { type ClubName, slowQuestion } from './tennis-club.js';

const page = '{ whoAmI members { id name court } courts kept }';
const whole = {
  whoAmI: 'anonymous',
  members: [
    { id: 'm1', name: 'An', court: 'clay' },
    { id: 'm2', name: 'Bình', court: 'grass' },
  ],
  courts: ['clay', 'grass'],
  kept: 0,
};
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe('a page over three subgraphs', () => {
  it('is whole when all answer', async () => {
    const { ask } = await running();
    expect(await ask(page)).toMatchObject({ status: 200, data: whole, errors: [] });
  });

  const withoutCourts = {
    ...whole,
    members: whole.members.map((member) => ({ ...member, court: null })),
    courts: null,
  };
  const unavailable = {
    ...{ code: 'SERVICE_UNAVAILABLE', nextStep: expect.stringMatching(/thử lại/) },
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  };

  it('loses only the fields of a subgraph that is down, each with its path', async () => {
    const { ask, clubs } = await running();
    await clubs.courts.lifecycle.close();
    const { status, data, errors } = await ask(page);
    expect({ status, data }).toEqual({ status: 200, data: withoutCourts });
    expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual(['courts', 'members.0.court', 'members.1.court']);
    for (const { extensions } of errors) expect(extensions).toEqual(unavailable);
  });

  it.each([
    ['courts', withoutCourts],
    ['files', { ...whole, kept: null }],
  ] as const)('keeps what the others know when %s is down', async (name, left) => {
    const { ask, clubs } = await running();
    await clubs[name].lifecycle.close();
    expect((await ask(page)).data).toEqual(left);
  });

  it('has nothing to show when a field that may not be empty is lost, and says why', async () => {
    const { ask, clubs } = await running();
    await clubs.members.lifecycle.close();
    const { status, data, codes } = await ask(page);
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(new Set(codes)).toEqual(new Set(['SERVICE_UNAVAILABLE']));
  });

  it('does not wait longer than the deadline for a slow one', async () => {
    const { ask } = await running();
    const asked = slowQuestion();
    const startedAt = performance.now();
    const { data, errors } = await ask('{ whoAmI slowCourts }', { headers: { 'accept-language': 'en' } });
    expect(performance.now() - startedAt).toBeLessThan(1_400);
    expect(data).toEqual({ whoAmI: 'anonymous', slowCourts: null });
    expect(errors).toEqual([
      {
        message: 'This part takes too long to answer.',
        path: ['slowCourts'],
        extensions: {
          ...{ ...unavailable, code: 'SERVICE_TIMEOUT' },
          nextStep: expect.stringMatching(/the same requestId/),
        },
      },
    ]);
    (await asked)();
  });

  it('does not wait for one that takes connections and never answers', async () => {
    const { ask } = await running('courts', () => undefined);
    expect(await ask(page)).toMatchObject({ data: withoutCourts, codes: Array(3).fill('SERVICE_TIMEOUT') });
  });

  it('does not wait for one that trickles', async () => {
    const { ask } = await running('courts', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const trickle = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(trickle));
    });
    expect(await ask(page)).toMatchObject({ data: withoutCourts, codes: Array(3).fill('SERVICE_TIMEOUT') });
  });

  it.each<[string, RequestListener]>([
    ['garbage', (_, response) => response.end('<html>10.0.0.7 Bad Gateway</html>')],
    ['an empty answer', (_, response) => response.end('{}')],
    ['a list', (_, response) => response.end('[]')],
    ['a server error', (_, response) => response.writeHead(502).end('upstream courts.internal:4003')],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://10.0.0.7/' }).end()],
    [
      'half an answer',
      (_, response) => response.writeHead(200, { 'content-length': '90' }).write('{', () => response.destroy()),
    ],
    ['a reset', (request) => request.socket.destroy()],
    ['too much', (_, response) => response.end(`{"data":"${'x'.repeat(9 * 1024 * 1024)}"}`)],
  ])('treats %s like a subgraph that is down', async (_, talk) => {
    // Time enough: what is judged is what it says.
    const { ask, lines } = await running('courts', talk, { deadlines });
    const { data, codes, text } = await ask(page);
    expect({ data, codes }).toEqual({ data: withoutCourts, codes: Array(3).fill('SERVICE_UNAVAILABLE') });
    expect(text).not.toMatch(/courts\.internal|10\.0\.0\.7|http:|stack|node:|"serviceName"/);
    expect(lines.some((line) => line.includes('a subgraph failed'))).toBe(true);
  });

  it('takes nothing into its objects from an answer with the names of prototypes', async () => {
    const { ask } = await running('courts', (_, response) => {
      response.end(
        '{"data":{"courts":["clay"],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
      );
    });
    expect((await ask('{ courts }')).text).toBe('{"data":{"courts":["clay"]}}\n');
    expect('polluted' in {}).toBe(false);
  });
});

describe('an error of a subgraph', () => {
  const told = (status: number, error: unknown): RequestListener => {
    return (_, response) => response.writeHead(status).end(JSON.stringify({ errors: [error] }));
  };

  it('keeps code, details, message and path of a refusal', async () => {
    const { ask } = await running();
    expect((await ask('mutation { join(name: "An") { id } }')).errors).toEqual([
      {
        message: 'The club takes no more members.',
        path: ['join'],
        extensions: { code: 'CLUB_FULL', details: { name: 'An' }, traceId: expect.any(String) },
      },
    ]);
  });

  it.each([
    ['vi-VN, en;q=0.5', 'Mã xác nhận đã được sử dụng.', /^Vui lòng lấy mã xác nhận mới/],
    ['en, vi;q=0.5', 'The confirmation code was used before.', /^Take a new confirmation code/],
    ['fr', 'Mã xác nhận đã được sử dụng.', /^Vui lòng/],
  ])('says in the language of who asks (%s) what is wrong and what to do now', async (language, message, nextStep) => {
    const error = { message: 'Used.', path: ['courts'], extensions: { code: 'CAPTCHA_USED', details: { n: 1 } } };
    const { ask } = await running('courts', told(200, error));
    const { errors } = await ask('{ courts }', { headers: { 'accept-language': language } });
    expect(errors).toEqual([
      {
        ...{ message, path: ['courts'] },
        extensions: {
          ...{ code: 'CAPTCHA_USED', nextStep: expect.stringMatching(nextStep) },
          ...{ details: { n: 1 }, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
        },
      },
    ]);
  });

  it('is masked when it is a fault, with the trace id under which both logs tell more', async () => {
    const { ask } = await running();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { text, errors } = await ask('{ owed { amount } }', { headers: { traceparent } });
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^Hệ thống gặp lỗi/),
        path: ['owed'],
        extensions: {
          ...{ code: 'INTERNAL', traceId: '0af7651916cd43dd8448eb211c80319c' },
          nextStep: expect.stringMatching(/traceId/),
        },
      },
    ]);
    expect(text).not.toMatch(/mongodb|10\.0\.0\.7|Nguyễn/);
  });

  it('is still a GraphQL error under HTTP 4xx', async () => {
    const { ask } = await running('courts', told(413, { message: 'Too big.', extensions: { code: 'FILE_TOO_LARGE' } }));
    expect(await ask('{ courts }')).toMatchObject({ status: 200, codes: ['FILE_TOO_LARGE'], data: { courts: null } });
  });

  it('is ours when the subgraph does not accept our identity', async () => {
    const { ask } = await running(
      'courts',
      told(401, { message: 'No.', extensions: { code: 'UNAUTHENTICATED_CALLER' } }),
    );
    expect(await ask('{ courts }')).toMatchObject({ status: 200, codes: ['SERVICE_UNAVAILABLE'] });
  });

  it('says nothing of stack, host or subgraph, whatever the subgraph says', async () => {
    const extensions = { code: 'weird', stacktrace: ['at /srv/x.ts'], serviceName: 'courts', http: { status: 500 } };
    const { ask } = await running('courts', told(500, { message: 'ECONNREFUSED 10.0.0.7', extensions }));
    const { status, text, codes } = await ask('{ courts }');
    expect({ status, codes }).toEqual({ status: 200, codes: ['INTERNAL'] });
    expect(text).not.toMatch(/weird|srv|ECONN|serviceName/);
  });

  it('about a value of a scalar is the caller’s, as a variable and as a literal', async () => {
    const { ask } = await running();
    const asVariable = await ask('query ($at: DateTime!) { memberSince(at: $at) }', { variables: { at: 'yesterday' } });
    const asLiteral = await ask('{ memberSince(at: "yesterday") }');
    expect([asVariable.codes, asLiteral.codes]).toEqual([['BAD_USER_INPUT'], ['BAD_USER_INPUT']]);
  });

  it('is made where a value that may not be empty is missing without one', async () => {
    const { ask } = await running('courts', (_, response) => {
      response.end('{"data":{"_entities":[{"__typename":"Member","booked":{"hour":null}}]}}');
    });
    const { data, errors } = await ask('{ member(id: "m1") { booked { hour } } }');
    expect(data).toEqual({ member: { booked: null } });
    expect(errors).toEqual([
      {
        message: expect.any(String),
        path: ['member', 'booked', 'hour'],
        extensions: { code: 'INTERNAL', nextStep: expect.any(String), traceId: expect.any(String) },
      },
    ]);
  });
});

/** A gateway over the club, one subgraph of it replaced by a server that talks as told. */
async function running(name?: ClubName, talk?: RequestListener, settings: GatewaySettings = {}): Promise<Running> {
  if (name === undefined || talk === undefined) return kept(await startRunning());
  const impostor = kept(await listen(createServer(talk)));
  return kept(await startRunning({ urls: { [name]: `${impostor.url}/graphql` }, settings }));
}

function kept<Closable extends { close(): Promise<void> }>(closable: Closable): Closable {
  open.unshift(closable);
  return closable;
}
