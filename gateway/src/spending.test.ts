import { type Budget, createSpending, type SpendingStore } from './spending.js';

const viewer: Budget = { name: 'viewer', points: 100 };
const address: Budget = { name: 'address', points: 1_000 };
const an = { budget: viewer, who: 'An' };

/** What a database does, for any number of gateways. */
function sharedStore() {
  const taken = new Map<string, number>();
  const asked: number[] = [];
  const store: SpendingStore = {
    take: ({ budget, who }, minute, points) => {
      const key = `${budget.name} ${who} ${minute}`;
      asked.push(points);
      taken.set(key, (taken.get(key) ?? 0) + points);
      return Promise.resolve(taken.get(key) ?? 0);
    },
  };
  return { store, asked };
}

async function spendAll(spending: ReturnType<typeof createSpending>, times: number, points = 1) {
  const spent = [];
  for (let n = 0; n < times; n += 1) spent.push(await spending.spend([an], points));
  return spent.filter(({ allowed }) => allowed).length;
}

const never = (error: unknown) => {
  throw error;
};

describe('a budget', () => {
  it('is spent to the last point and not beyond, by ten questions to the store', async () => {
    const { store, asked } = sharedStore();
    const spending = createSpending(store, () => 0, never);
    expect(await spendAll(spending, 200)).toBe(100);
    expect(asked).toEqual(Array.from({ length: 10 }, () => 10));
  });

  it('is shared by gateways, give or take a portion of each', async () => {
    const { store } = sharedStore();
    const gateways = Array.from({ length: 3 }, () => createSpending(store, () => 0, never));
    let allowed = 0;
    for (let round = 0; round < 100; round += 1) {
      for (const gateway of gateways) allowed += (await gateway.spend([an], 1)).allowed ? 1 : 0;
    }
    expect(allowed).toBeGreaterThanOrEqual(70);
    expect(allowed).toBeLessThanOrEqual(130);
  });

  it('is new every minute, and told', async () => {
    let now = 45_000;
    const spending = createSpending(sharedStore().store, () => now, never);
    expect(await spendAll(spending, 150)).toBe(100);
    expect(await spending.spend([an], 1)).toEqual({
      allowed: false,
      left: [{ budget: viewer, points: 0 }],
      secondsLeft: 15,
    });
    now = 60_000;
    expect(await spending.spend([an], 7)).toMatchObject({ allowed: true, left: [{ points: 93 }], secondsLeft: 60 });
  });

  it('pays for what costs more than a portion', async () => {
    const spending = createSpending(sharedStore().store, () => 0, never);
    expect(await spendAll(spending, 3, 45)).toBe(2);
  });

  it('makes nobody wait for the store while a portion comes', async () => {
    let answer: (taken: number) => void = never;
    const store: SpendingStore = { take: () => new Promise((resolve) => (answer = resolve)) };
    const spending = createSpending(store, () => 0, never);
    expect(await spendAll(spending, 10)).toBe(10);
    const waits = spending.spend([an], 1);
    answer(10);
    expect(await Promise.race([waits, Promise.resolve('waits')])).toBe('waits');
    await new Promise(setImmediate);
    answer(20);
    expect((await waits).allowed).toBe(true);
  });

  it('is each gateway’s own while the store is away, and that is told', async () => {
    const lost: unknown[] = [];
    const away: SpendingStore = { take: () => Promise.reject(new Error('away')) };
    const spending = createSpending(
      away,
      () => 0,
      (error) => lost.push(error),
    );
    expect(await spendAll(spending, 200)).toBe(100);
    expect(lost.length).toBe(10);
  });

  it('of an address is charged with that of a viewer, and none is charged where there is no limit', async () => {
    const spending = createSpending(sharedStore().store, () => 0, never);
    const payers = [an, { budget: address, who: '192.0.2.1' }, { budget: { ...viewer, points: 0 }, who: 'An' }];
    const { left } = await spending.spend(payers, 5);
    expect(left.map(({ budget, points }) => [budget.name, points])).toEqual([
      ['viewer', 95],
      ['address', 995],
    ]);
  });
});
