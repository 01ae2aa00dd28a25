import { CallerGone } from '../caller-patience.js';
import { endlessPatience, startPatience } from '../patience.js';
import { NotAnAnswer } from '../subgraph-answer.js';
import { DeadlinePassed } from '../subgraph-connection.js';
import { createSecondTries, type Failed } from './second-tries.js';

const settings = { firstPerSecond: 10, mostSaved: 2, shortestPauseMs: 0, longestPauseMs: 0, random: () => 0 };
const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const failed = (error: unknown = reset, other: Partial<Failed> = {}): Failed => {
  return { error, body: '{"query":"query{a}"}', patience: endlessPatience(), leftMs: 1_000, ...other };
};

describe('what failed is asked once more', () => {
  it.each<[string, unknown, boolean]>([
    ['a line that broke', reset, true],
    ['a line that was closed', Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' }), true],
    ['nobody behind the proxy', new NotAnAnswer('is not JSON', 503), true],
    ['a fault of the subgraph', new NotAnAnswer('is not JSON', 500), false],
    ['nonsense', new NotAnAnswer('is not JSON', 200), false],
    ['no answer in time', new DeadlinePassed(), false],
    ['a caller who has gone', new CallerGone(), false],
  ])('after %s', async (_, error, again) => {
    expect(await createSecondTries(() => undefined, settings).grant(failed(error))).toBe(again);
  });

  it('never when it may have changed something, nobody waits, or there is no time', async () => {
    const { grant } = createSecondTries(() => undefined, settings);
    expect(await grant(failed(reset, { body: '{"query":"mutation{a}"}' }))).toBe(false);
    expect(await grant(failed(reset, { body: '{"query":"fragment F on A{a} mutation{...F}"}' }))).toBe(false);
    const patience = startPatience();
    patience.end(new CallerGone());
    expect(await grant(failed(reset, { patience }))).toBe(false);
    expect(await grant(failed(reset, { leftMs: 100 }))).toBe(false);
    expect(await grant(failed(reset, { body: '{"query":"{a}"}' }))).toBe(true);
  });

  it('by one in ten, apart from a few that were saved up', async () => {
    let denied = 0;
    const tries = createSecondTries(() => (denied += 1), settings);
    let granted = 0;
    for (let question = 0; question < 1_000; question += 1) {
      tries.first();
      if (await tries.grant(failed())) granted += 1;
    }
    expect({ granted, denied }).toEqual({ granted: 101, denied: 899 });
  });
});
