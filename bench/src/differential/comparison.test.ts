import { compare, isSame, isSameButForPlaces } from './comparison.js';
import { type Executors, openExecutors } from './executors.js';
import { abstractGraph, ownGraph } from './graphs.js';
import { usualMishaps } from './made-up-subgraph.js';

/** Hundreds of plans are made; how fast proves nothing. */
const patienceMs = 180_000;

describe('the compiled executor', () => {
  it(
    'answers made-up operations over our graph as the stock executor does',
    async () => {
      const executors = await openExecutors(ownGraph(), usualMishaps);
      const { differences, leftToStock, withErrors } = await compare(executors, { seed: 'suite', operations: 250 });
      expect(differences).toEqual([]);
      // Of what is left to the stock executor nothing is proven, and of answers without errors little.
      expect(leftToStock).toBeLessThan(10);
      expect(withErrors).toBeGreaterThan(40);
    },
    patienceMs,
  );

  it(
    'does so with interfaces and unions',
    async () => {
      const executors = await openExecutors(abstractGraph(), usualMishaps);
      const { differences, leftToStock } = await compare(executors, {
        ...{ seed: 'suite', operations: 50, alike: isSameButForPlaces },
      });
      expect(differences).toEqual([]);
      expect(leftToStock).toBeLessThan(20);
    },
    patienceMs,
  );
});

describe('the comparison', () => {
  it(
    'finds a difference and tells how to see it again',
    async () => {
      const executors = await openExecutors(ownGraph(), usualMishaps);
      const changed: Executors = {
        ...executors,
        run: async (operation, seed) => {
          const { ours, stock } = await executors.run(operation, seed);
          return { ours: { ...ours, data: ours.data.replace('chữ', 'lời') }, stock };
        },
      };
      const { differences } = await compare(changed, { seed: 'suite', operations: 5 });
      expect(differences.length).toBeGreaterThan(0);
      expect(differences[0]).toMatchObject({ seed: expect.stringMatching(/^suite:\d$/), text: expect.any(String) });
    },
    patienceMs,
  );

  it('looks at data, and at errors in any order', () => {
    const error = (path: string): string => `{"message":"m","path":["${path}",0],"extensions":{}}`;
    expect(isSame({ data: '{}', errors: [error('a')] }, { data: '{}', errors: [error('a')] })).toBe(true);
    expect(isSame({ data: '{}', errors: [error('a')] }, { data: '{}', errors: [error('b')] })).toBe(false);
    expect(isSame({ data: '{}', errors: [] }, { data: '{ }', errors: [] })).toBe(false);
    expect(isSameButForPlaces({ data: '{}', errors: [error('a')] }, { data: '{}', errors: [error('b')] })).toBe(true);
  });
});
