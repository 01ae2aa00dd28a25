import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { registeredOperations } from '../src/registered-operations.js';
import { aCitizen } from './identity-issuer.js';
import { startSubscribing, type Subscribing, until, watching, watchMember } from './subscribing.js';
import { change } from './tennis-club.js';

let running: Subscribing | undefined;
afterEach(async () => {
  change('m1', { name: 'An' });
  await running?.close();
  running = undefined;
});

const seen = (name: string) => ({ data: { memberChanged: { id: 'm1', name, court: 'clay' } } });

describe('what somebody watches', () => {
  it('is paid for each time it is asked, from the budget of requests, and goes on once there is more', async () => {
    let now = 1_800_000_000_000;
    const spending = { COST_PER_MINUTE_VIEWER: 4, COST_PER_MINUTE_ADDRESS: 0 };
    running = await startSubscribing({}, { spending, settings: { now: () => now } });
    await running.heard();
    const token = await running.issuer.sign(aCitizen);
    const watcher = watchMember(running, 'm1', { token });
    expect(await watcher.next()).toEqual(seen('An'));
    while ((await running.ask('{ courts }', { token })).status === 200);
    change('m1', { name: 'An, later' });
    await running.say('m1');
    expect(await watcher.next()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    now += 60_000;
    expect(await watcher.next()).toEqual(seen('An, later'));
    watcher.stop();
  });

  it('may cost no more than a request may', async () => {
    running = await startSubscribing();
    const fields = Array.from({ length: 29 }, (_, index) => `c${String(index)}: court`).join(' ');
    const query = `subscription ($id: ID!) { memberChanged(id: $id) { ${fields} } }`;
    const alright = watchMember(running, 'm1', { token: await running.issuer.sign(aCitizen), query });
    expect((await alright.next())?.errors).toBeUndefined();
    alright.stop();
    const tooMuch = watchMember(running, 'm1', {
      token: await running.issuer.sign(aCitizen),
      query: query.replace('c0: court', 'c0: court x: court y: court'),
    });
    expect(await tooMuch.ended).toMatchObject([{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }]);
  });
});

/** What comes first of an event stream. */
async function firstStreamed(token: string, asked: object): Promise<string> {
  const stopping = new AbortController();
  const response = await fetch(`${running?.url ?? ''}/graphql/stream`, {
    method: 'POST',
    headers: {
      ...{ accept: 'text/event-stream', 'content-type': 'application/json' },
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ ...asked, variables: { id: 'm1' } }),
    signal: stopping.signal,
  });
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (/data|errors/.test(text)) break;
  }
  stopping.abort();
  return text;
}

describe('where only registered operations run', () => {
  it('what is watched is one of them, over both transports', async () => {
    const body = print(parse(watching));
    const id = createHash('sha256').update(body).digest('hex');
    const registered = registeredOperations([{ id, name: 'Watching', body }]);
    running = await startSubscribing({}, { registeredOnly: true, settings: { registered } });
    const token = await running.issuer.sign(aCitizen);
    const watcher = watchMember(running, 'm1', { token });
    expect(await watcher.next()).toMatchObject(seen('An'));
    watcher.stop();
    const other = watching.replace('court', '');
    const refused = watchMember(running, 'm1', { token, query: other });
    expect(await refused.ended).toMatchObject([{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }]);
    expect(await firstStreamed(token, { query: other })).toContain('"code":"OPERATION_NOT_REGISTERED"');
    expect(await firstStreamed(token, { documentId: 'a'.repeat(64) })).toContain('"code":"OPERATION_NOT_REGISTERED"');
    expect(await firstStreamed(token, { documentId: id })).toContain('"name":"An"');
    await until(async () => (await running?.figure('motcua_gateway_subscriptions')) === 0);
  });
});
