import { aCitizen } from './identity-issuer.js';
import { change } from './tennis-club.js';
import { closedBy, startSubscribing, type Subscribing, until, watchMember } from './subscribing.js';

let running: Subscribing;
beforeAll(async () => {
  running = await startSubscribing();
  await running.heard();
});
afterAll(() => running.close());
afterEach(async () => {
  change('m1', { name: 'An', seenBy: null });
  change('m2', { name: 'Bình' });
  await until(async () => (await running.figure('motcua_gateway_subscriptions')) === 0);
});

let citizens = 0;
/** Somebody new each time, so that no test uses up another's places. */
const aToken = () => running.issuer.sign({ ...aCitizen, sub: `watcher-${(citizens += 1)}` });
const seen = (name: string, court = 'clay') => ({ data: { memberChanged: { id: 'm1', name, court } } });

describe('somebody who watches', () => {
  it('is told at once how it is, over all subgraphs, and again when it changes', async () => {
    const watcher = watchMember(running, 'm1', { token: await aToken() });
    expect(await watcher.next()).toEqual(seen('An'));
    change('m1', { name: 'An Nhiên' });
    await running.say('m1');
    expect(await watcher.next()).toEqual(seen('An Nhiên'));
    watcher.stop();
  });

  it('is not told twice what is as it was, nor of others', async () => {
    const watcher = watchMember(running, 'm1', { token: await aToken() });
    await watcher.next();
    const asked = await running.figure('motcua_gateway_subscription_questions_total');
    await running.say('m1');
    await running.say('m2');
    await until(async () => (await running.figure('motcua_gateway_subscription_questions_total')) >= asked + 2);
    expect(watcher.told).toHaveLength(1);
    watcher.stop();
  });

  it('is told how it is after a burst, not of each part of it', async () => {
    const watcher = watchMember(running, 'm1', { token: await aToken() });
    await watcher.next();
    const asked = await running.figure('motcua_gateway_subscription_questions_total');
    await Promise.all(Array.from({ length: 100 }, () => running.say('m1')));
    change('m1', { name: 'An last' });
    await running.say('m1');
    await until(() => watcher.told.some((told) => JSON.stringify(told).includes('An last')));
    expect(await running.figure('motcua_gateway_subscription_questions_total')).toBeLessThan(asked + 30);
    watcher.stop();
  });

  it('learns what another service makes of the same news a little later', async () => {
    const watcher = watchMember(running, 'm1', { token: await aToken() });
    await watcher.next();
    const asked = await running.figure('motcua_gateway_subscription_questions_total');
    await running.say('m1');
    await until(async () => (await running.figure('motcua_gateway_subscription_questions_total')) > asked);
    change('m1', { name: 'An, noted' });
    expect(await watcher.next()).toEqual(seen('An, noted'));
    watcher.stop();
  });

  it('may name things as it likes, in fragments too', async () => {
    const query = `subscription Mine($id: ID!) { ...Root } query Other { courts }
      fragment Root on Subscription { mine: memberChanged(id: $id) { ...Short } } fragment Short on Member { name }`;
    const watcher = watchMember(running, 'm1', {
      token: await aToken(),
      query: query.replace(/query Other {[^}]*}/, ''),
    });
    expect(await watcher.next()).toEqual({ data: { mine: { name: 'An' } } });
    watcher.stop();
  });

  it('may be somebody without an account', async () => {
    const { token } = await running.guests.mint({ kind: 'guest', id: 'gst_01', opens: 'dos_01' }, 60_000);
    const watcher = watchMember(running, 'm1', { token });
    expect(await watcher.next()).toEqual(seen('An'));
    watcher.stop();
  });

  it('is told that there is nothing, and that was it, for what is not there or another’s', async () => {
    change('m1', { seenBy: 'somebody-else' });
    for (const id of ['m1', 'm-unknown']) {
      const watcher = watchMember(running, id, { token: await aToken() });
      expect(await watcher.next()).toEqual({ data: { memberChanged: null } });
      expect(await watcher.ended).toBeUndefined();
    }
  });

  it('is told nothing any more once the right is lost', async () => {
    const watcher = watchMember(running, 'm1', { token: await aToken() });
    await watcher.next();
    change('m1', { name: 'An, moved away', seenBy: 'somebody-else' });
    await running.say('m1');
    expect(await watcher.next()).toEqual({ data: { memberChanged: null } });
    expect(await watcher.ended).toBeUndefined();
    expect(JSON.stringify(watcher.told)).not.toContain('moved away');
  });

  it('is told why when the token ends in the middle, and then hung up on', async () => {
    const token = await running.issuer.sign(
      { ...aCitizen, sub: 'short' },
      { expiresAt: Math.floor(Date.now() / 1000) + 2 },
    );
    const watcher = watchMember(running, 'm1', { token });
    await watcher.next();
    expect(await watcher.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const closed = new Promise((resolve) => watcher.client.on('closed', resolve));
    expect(await Promise.race([closed, watcher.ended.then(() => closed)])).toBeDefined();
  });

  it('has a bounded number of places, each free again afterwards', async () => {
    const token = await aToken();
    const watchers = Array.from({ length: 20 }, () => watchMember(running, 'm1', { token }));
    await Promise.all(watchers.map((each) => each.next()));
    const one = watchMember(running, 'm1', { token });
    expect(await one.ended).toMatchObject([{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]);
    watchers[0]?.stop();
    await until(async () => (await running.figure('motcua_gateway_subscriptions')) === 19);
    const again = watchMember(running, 'm1', { token });
    expect(await again.next()).toEqual(seen('An'));
    for (const each of [...watchers, again]) each.stop();
  });
});

describe('who may not subscribe', () => {
  const init = (authorization?: string) =>
    JSON.stringify({ type: 'connection_init', ...(authorization === undefined ? {} : { payload: { authorization } }) });

  it('is nobody without a token, and nobody with a bad one', async () => {
    expect(await closedBy(running, [init()])).toEqual({ code: 4401, reason: 'SIGN_IN_REQUIRED' });
    for (const bad of [
      'Bearer x.y.z',
      'Basic abc',
      `Bearer ${await running.issuer.sign(aCitizen, { forged: true })}`,
    ]) {
      expect(await closedBy(running, [init(bad)])).toEqual({ code: 4401, reason: 'UNAUTHENTICATED' });
    }
    const expired = await running.issuer.sign(aCitizen, { expiresAt: 1_000 });
    expect(await closedBy(running, [init(`Bearer ${expired}`)])).toEqual({ code: 4401, reason: 'UNAUTHENTICATED' });
  });

  it('is nobody who does not speak the protocol', async () => {
    const hello = [init(`Bearer ${await aToken()}`)];
    expect((await closedBy(running, ['not json'])).code).toBe(4400);
    expect((await closedBy(running, ['{"type":"subscribe","id":"1"}'])).code).toBe(4400);
    expect((await closedBy(running, ['{"type":"subscribe","id":"1","payload":{"query":"{a}"}}'])).code).toBe(4401);
    expect((await closedBy(running, [...hello, ...hello])).code).toBe(4429);
    expect((await closedBy(running, ['x'.repeat(200_000)])).code).toBe(1009);
    expect((await closedBy(running, [], [])).code).toBe(4406);
    await expect(closedBy(running, [], ['graphql-ws'])).rejects.toThrow('no subprotocol');
  });

  it('is nobody at another address', async () => {
    await expect(closedBy({ url: `${running.url}/elsewhere` }, [])).rejects.toThrow('404');
  });

  it.each<[string, string]>([
    ['{ courts }', 'WRONG_TRANSPORT'],
    ['mutation { join(name: "An") { id } }', 'WRONG_TRANSPORT'],
    ['subscription { memberChanged(id: "m1") { nmae } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'subscription { memberChanged(id: "m1") { id } again: memberChanged(id: "m2") { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['subscription ($id: [Int]!) { memberChanged(id: $id) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'subscription ($id: ID!, $no: Int!) { memberChanged(id: $id) { id name @skip(if: true) } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    [`subscription { memberChanged(id: "m1") { ${'name '.repeat(500)} } }`, 'OPERATION_TOO_COMPLEX'],
    ['fragment F on Member { id }', 'UNKNOWN_OPERATION'],
  ])('is who asks for %s', async (query, code) => {
    const { ended, told } = watchMember(running, 'm1', { token: await aToken(), query });
    const errors = await ended;
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    expect(told).toEqual([]);
  });

  it('is told the way to go when a subscription comes as a request', async () => {
    const { status, codes, data } = await running.ask('subscription { memberChanged(id: "m1") { id } }');
    expect({ status, codes, data }).toEqual({ status: 400, codes: ['WRONG_TRANSPORT'], data: undefined });
  });
});
