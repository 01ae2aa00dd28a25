import { aCitizen } from './identity-issuer.js';
import { startRunning } from './running-gateway.js';
import { clubSubscriptions, quickPaces, startSubscribing, until, watchMember } from './subscribing.js';
import { change } from './tennis-club.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  change('m1', { name: 'An' });
  for (const each of open.splice(0)) await each.close();
});

const missing = { degraded: [{ part: 'LIVE_UPDATES', message: expect.any(String) }] };

describe('while Kafka is away', () => {
  it('questions are answered, and who watches is told that changes will not show', async () => {
    const before = process.env['KAFKA_BROKERS'];
    process.env['KAFKA_BROKERS'] = '127.0.0.1:9';
    const subscriptions = { sdl: clubSubscriptions, paces: quickPaces };
    const running = await startRunning({ settings: { subscriptions } });
    open.push(running);
    process.env['KAFKA_BROKERS'] = before;
    expect((await running.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'anonymous' });
    const watcher = watchMember(running, 'm1', { token: await running.issuer.sign(aCitizen) });
    expect(await watcher.next()).toMatchObject({ data: { memberChanged: { id: 'm1' } }, extensions: missing });
    watcher.stop();
  });

  it('nothing that changed before it is heard again stays untold', async () => {
    const running = await startSubscribing();
    open.push(running);
    const watcher = watchMember(running, 'm1', { token: await running.issuer.sign(aCitizen) });
    // The first answer may come before or after changes are heard; either way the last word is a whole one.
    await watcher.next();
    change('m1', { name: 'An, meanwhile' });
    await running.heard();
    await running.say('m1');
    await until(() => {
      const last = watcher.told.at(-1);
      return JSON.stringify(last?.data).includes('An, meanwhile') && last?.extensions === undefined;
    });
    watcher.stop();
  });
});
