import { randomUUID } from 'node:crypto';
import { createLifecycle, createLog } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { aCitizen } from './identity-issuer.js';
import { type Running, startRunning } from './running-gateway.js';

const databaseUrl = (process.env['MONGODB_URL'] ?? '').replace(
  /^(mongodb:\/\/[^/]+)\/?[^?]*/,
  `$1/spending-${randomUUID().slice(0, 8)}`,
);
const spending = { COST_PER_MINUTE_VIEWER: 100, COST_PER_MINUTE_ADDRESS: 1_000 };

/** A minute that does not end. */
const settings = { now: () => 1_800_000_000_000 };

async function askUntilRefused(gateways: readonly Running[], token?: string) {
  let served = 0;
  for (;;) {
    for (const gateway of gateways) {
      const answer = await gateway.ask('{ members { name } }', token === undefined ? {} : { token });
      if (answer.status === 429) return { served, refused: answer };
      served += 1;
    }
  }
}

describe('what may be spent in a minute', () => {
  it('is told with each answer, with what the operation cost', async () => {
    const running = await startRunning({ settings, spending });
    const token = await running.issuer.sign(aCitizen);
    const { first, second } = {
      first: await running.ask('{ members { name court } }', { token }),
      second: await running.ask('{', { token }),
    };
    expect(first.headers.get('operation-cost')).toBe('10');
    expect(first.headers.get('ratelimit-policy')).toBe('"viewer";q=100;w=60, "address";q=1000;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"viewer";r=\d+;t=\d+, "address";r=\d+;t=\d+$/);
    expect([second.status, second.headers.get('operation-cost')]).toEqual([400, '1']);
    await running.close();
  });

  it('ends with 429 and the time to wait, for that viewer alone', async () => {
    const running = await startRunning({ settings, spending });
    const token = await running.issuer.sign(aCitizen);
    const { served, refused } = await askUntilRefused([running], token);
    expect(served).toBeLessThanOrEqual(10);
    expect(refused.codes).toEqual(['RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"viewer";r=0;/);
    const other = await running.issuer.sign({ ...aCitizen, sub: 'citizen-2' });
    expect((await running.ask('{ members { name } }', { token: other })).status).toBe(200);
    await running.close();
  });

  it('is shared by all gateways through the database, where nobody is named', async () => {
    const url = databaseUrl;
    const gateways = await Promise.all(
      [1, 2].map(() => startRunning({ settings, spending: { ...spending, MONGODB_URL: url } })),
    );
    const { served } = await askUntilRefused(gateways);
    // Each of two gateways may go beyond by one portion, and the answers before the database was open were its own.
    expect(served).toBeGreaterThanOrEqual(8);
    expect(served).toBeLessThanOrEqual(13);
    const log = createLog({ name: 'test', level: 'silent' });
    const lifecycle = createLifecycle(log, { exit: () => undefined });
    const database = databaseOf(await connectMongo(url, lifecycle, log));
    const rows = await database.collection('spending').find().toArray();
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(rows)).not.toMatch(/127\.0\.0\.1|anonymous/);
    expect(await database.collection('spending').indexes()).toContainEqual(
      expect.objectContaining({ key: { until: 1 }, expireAfterSeconds: 0 }),
    );
    await database.dropDatabase();
    await lifecycle.close();
    await Promise.all(gateways.map((gateway) => gateway.close()));
  });

  it('is each gateway’s own while the database is away: nobody is turned away for that', async () => {
    const away = 'mongodb://127.0.0.1:9/spending';
    const running = await startRunning({ settings, spending: { ...spending, MONGODB_URL: away } });
    const { served, refused } = await askUntilRefused([running]);
    expect({ served, codes: refused.codes }).toEqual({ served: 10, codes: ['RATE_LIMITED'] });
    expect(running.lines.filter((line) => line.includes('counted by this gateway alone'))).toHaveLength(1);
    await running.close();
  });

  it('has no end where no limit is set', async () => {
    const running = await startRunning({
      settings,
      spending: { COST_PER_MINUTE_VIEWER: 0, COST_PER_MINUTE_ADDRESS: 0 },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => running.ask('{ members { name } }')));
    expect(answers.map(({ status, headers }) => [status, headers.get('ratelimit')])).toEqual(
      answers.map(() => [200, null]),
    );
    await running.close();
  });
});
