import { aSandbox, send } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';

describe('the clock over HTTP', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  it('answers the time and moves it, and tells every follower at once', async () => {
    const stream = await fetch(`${sandbox.url}/clock/stream`);
    const events = eventsOf(stream);
    expect(await events.next()).toMatchObject({ value: { offsetMs: 0 } });
    const moved = await send(`${sandbox.url}/clock/move`, 'POST', { byMs: 3_600_000 });
    expect(moved).toMatchObject({ status: 200, body: { offsetMs: 3_600_000 } });
    expect(await events.next()).toMatchObject({ value: { offsetMs: 3_600_000 } });
    const to = new Date(sandbox.clock.now().getTime() + 86_400_000).toISOString();
    expect(await send(`${sandbox.url}/clock/move`, 'POST', { to })).toMatchObject({ status: 200 });
    const now = (await (await fetch(`${sandbox.url}/clock`)).json()) as { now: string };
    expect(now.now >= to).toBe(true);
    await events.return(undefined);
  });

  it.each([
    ['backwards', { byMs: -1 }, 409, 'CLOCK_BACKWARDS'],
    ['backwards by an instant', { to: '2020-01-01T00:00:00Z' }, 409, 'CLOCK_BACKWARDS'],
    ['an instant without an offset', { to: '2030-01-01T00:00:00' }, 400, 'FIELD_WRONG'],
    ['no instant at all', { to: '2030-13-45T00:00:00Z' }, 400, 'FIELD_WRONG'],
    ['both', { to: '2030-01-01T00:00:00Z', byMs: 1 }, 400, 'FIELD_WRONG'],
    ['neither', {}, 400, 'FIELD_WRONG'],
    ['half a millisecond', { byMs: 0.5 }, 400, 'FIELD_WRONG'],
    ['a list', [], 400, 'NOT_AN_OBJECT'],
    ['no JSON', '{"byMs":', 400, 'MALFORMED_JSON'],
    ['too much', JSON.stringify({ to: 'x'.repeat(70_000) }), 413, 'BODY_TOO_LARGE'],
  ])('refuses to move %s', async (_what, body, status, code) => {
    const answer = await send(`${sandbox.url}/clock/move`, 'POST', body);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('refuses what is no JSON by its type, and an address where nothing is', async () => {
    expect(await send(`${sandbox.url}/clock/move`, 'POST', 'byMs=1', { 'content-type': 'text/xml' })).toMatchObject({
      status: 415,
      body: { code: 'MEDIA_TYPE_NOT_ACCEPTED' },
    });
    expect(await send(`${sandbox.url}/clock/back`, 'POST', {})).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('says that it lives and is ready', async () => {
    expect((await fetch(`${sandbox.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${sandbox.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ ready: true, checks: { http: 'OK', oidc: 'OK', smtp: 'OK', smpp: 'OK' } });
  });
});

async function* eventsOf(response: Response): AsyncGenerator {
  const decoder = new TextDecoder();
  let unread = '';
  if (response.body === null) throw new Error('the stream has no body');
  for await (const chunk of response.body) {
    const lines = (unread + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n'); // fetch streams bytes
    unread = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length));
  }
}
