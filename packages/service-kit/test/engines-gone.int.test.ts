import { runOutage } from '../storm/outage-run.js';
import { findOwnEngines, type OwnEngines } from '../storm/own-engines.js';

// Seconds here; `npm run -s kit:outage` keeps them away for a minute.
const secondsAway = { kafka: 10, mongo: 3 } as const;
const nothingWrong = { lost: 0, doubled: 0, outOfOrder: 0, exits: 0 };

describe('an engine that goes away and comes back', () => {
  let engines: OwnEngines | null = null;
  beforeAll(async () => {
    engines = await findOwnEngines();
    if (engines === null) console.warn('only given engines here: nothing may be killed, so nothing was tried');
  }, 120_000);
  afterAll(async () => engines?.stop());

  it('Kafka gone: every write is acknowledged meanwhile, and told in order afterwards', async () => {
    if (engines === null) return;
    const outcome = await runOutage(engines, 'kafka', secondsAway.kafka);
    expect(outcome).toMatchObject({ ...nothingWrong, said: true });
    expect(outcome.acknowledgedDuringOutage).toBeGreaterThan(100);
  }, 120_000);

  it('the database killed: what was acknowledged is there, what was asked again happened once', async () => {
    if (engines === null) return;
    expect(await runOutage(engines, 'mongo', secondsAway.mongo)).toMatchObject(nothingWrong);
  }, 120_000);
});
