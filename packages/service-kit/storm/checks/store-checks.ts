import assert from 'node:assert/strict';
import { Refusal } from '@motcua/service-kit';
import type { Check } from '../check.js';
import { asked, putMarble } from '../marbles.js';
import { withActor } from '../rig.js';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

export const storeChecks: readonly Check[] = [
  {
    name: 'writers that meet at one aggregate lose nothing and number their facts without gap',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        await jars.execute('jar', asked('first'), putMarble('red'));
        for (const round of numbers(10)) {
          await Promise.all(numbers(4).map((n) => jars.execute('jar', asked(`${round}.${n}`), putMarble('red'))));
        }
        const jar = await jars.find('jar');
        assert.deepEqual(
          jar?.facts.map(({ id }) => id),
          numbers(41).map((n) => `jar/${n}`),
        );
        assert.equal(jar.version, 41);
        assert.deepEqual(jar.state, { status: 'OPEN', marbles: 41, colour: 'red' });
      }),
  },
  {
    name: 'writers that meet at an aggregate which does not exist yet all get in',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        for (const round of numbers(10)) {
          const writers = numbers(4).map((n) => jars.execute(`jar-${round}`, asked(String(n)), putMarble('red')));
          await Promise.all(writers);
          assert.equal((await jars.find(`jar-${round}`))?.version, 4);
        }
      }),
  },
  {
    name: 'a cause has one effect, however often and however concurrently it comes',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const first = await jars.execute('jar', asked('1', 'a'), putMarble('red'));
        await jars.execute('jar', asked('2', 'b'), putMarble('blue'));
        const again = await jars.execute('jar', asked('1', 'a'), () => assert.fail('decided twice'));
        assert.deepEqual([first.repeated, again.repeated], [false, true]);
        assert.deepEqual(again.recorded, first.recorded);
        await Promise.all(numbers(5).map(() => jars.execute('jar', asked('3', 'c'), putMarble('red'))));
        assert.equal((await jars.find('jar'))?.version, 3);
      }),
  },
  {
    name: 'what was read a moment ago may be decided on, and where it is stale nothing is lost or done twice',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const read = await jars.execute('jar', asked('1'), putMarble('red'));
        const next = await jars.execute('jar', asked('2'), putMarble('blue'), read);
        const late = await jars.execute('jar', asked('3'), putMarble('red'), read);
        const again = await jars.execute('jar', asked('2'), () => assert.fail('decided twice'), next);
        assert.deepEqual([next.version, late.version, again.repeated], [2, 3, true]);
        assert.deepEqual(
          (await jars.find('jar'))?.facts.map(({ id, causedBy }) => [id, causedBy]),
          [read, next, late].flatMap(({ recorded }) => recorded.map(({ id, causedBy }) => [id, causedBy])),
        );
      }),
  },
  {
    name: 'several in one write: each has its effect once, and one that is stale or refused keeps no other from its own',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const read = await Promise.all(['a', 'b', 'c'].map((id) => jars.execute(id, asked('1'), putMarble('red'))));
        const all = (n: string) =>
          read.map((from) => ({ id: from.id, cause: asked(n), decide: putMarble('blue'), from }));
        const versions = async () => (await jars.findMany(['a', 'b', 'c'])).map((jar) => jar?.version);
        assert.deepEqual(
          (await jars.executeTogether(all('2'))).map(({ status }) => status),
          ['fulfilled', 'fulfilled', 'fulfilled'],
        );
        assert.deepEqual(await versions(), [2, 2, 2]);
        await jars.executeTogether(all('2'));
        await jars.execute('b', asked('3'), putMarble('red'));
        const mixed = await jars.executeTogether(
          all('4').map((request) =>
            request.id === 'c' ? { ...request, decide: () => assert.fail('not c') } : request,
          ),
        );
        assert.deepEqual(
          mixed.map(({ status }) => status),
          ['fulfilled', 'fulfilled', 'rejected'],
        );
        assert.deepEqual(await versions(), [3, 4, 2]);
      }),
  },
  {
    name: 'several for one aggregate in one write build on each other, each under its own cause, also where it is stale',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const read = await jars.execute('jar', asked('1'), putMarble('red'));
        const both = (one: string, other: string, from = read) =>
          jars.executeTogether(
            [one, other].map((n) => ({
              ...{ id: 'jar', cause: asked(n), from },
              decide: (_state, facts = []) => putMarble(`after ${facts.length}`)(),
            })),
          );
        const fresh = await both('2', '3');
        const stale = await both('4', '5');
        const again = await both('4', '2');
        for (const one of [...fresh, ...stale, ...again]) assert.equal(one.status, 'fulfilled');
        assert.deepEqual(
          again.map((one) => one.status === 'fulfilled' && one.value.repeated),
          [true, true],
        );
        const jar = await jars.find('jar');
        assert.deepEqual(
          jar?.facts.map(({ id, colour }) => [id, colour]),
          [['jar/1', 'red'], ...numbers(4).map((n) => [`jar/${n + 1}`, `after ${n}`])],
        );
        assert.deepEqual(
          jar.facts.map(({ causedBy }) => causedBy).toSorted(),
          numbers(5).map((n) => `request:${n}`),
        );
        assert.deepEqual(jar.state, { status: 'OPEN', marbles: 5, colour: 'after 4' });
      }),
  },
  {
    name: 'one request id cannot ask for two things',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        await jars.execute('jar', asked('1', 'a'), putMarble('red'));
        const other = jars.execute('jar', asked('1', 'other'), putMarble('red'));
        await assert.rejects(other, refusedWith('REQUEST_ID_REUSED'));
        assert.equal((await jars.find('jar'))?.version, 1);
      }),
  },
  {
    name: 'a decision that refuses or does nothing writes nothing',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const nothing = await jars.execute('jar', asked('1'), () => []);
        assert.deepEqual([nothing.version, nothing.state], [0, { status: 'NONE' }]);
        const refused = jars.execute('jar', asked('2'), () => {
          throw new Refusal('NO_MORE', 'no more');
        });
        await assert.rejects(refused, refusedWith('NO_MORE'));
        assert.equal(await jars.find('jar'), null);
      }),
  },
  {
    name: 'an aggregate does not grow without end',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        const endless = jars.execute('jar', asked('1'), () => numbers(2_001).flatMap(() => putMarble('red')()));
        await assert.rejects(endless, refusedWith('TOO_MANY_FACTS'));
      }),
  },
  {
    name: 'lists are narrow and bounded, in the order asked for',
    run: (place) =>
      withActor(place, async ({ jars }) => {
        for (const n of numbers(4)) {
          await jars.execute(`jar-${n}`, asked('1'), () => numbers(n).flatMap(putMarble(n === 4 ? 'blue' : 'red')));
        }
        const red = await jars.findWhere({ 'state.colour': 'red' }, { sort: { 'state.marbles': -1 }, limit: 2 });
        assert.deepEqual(
          red.map(({ id }) => id),
          ['jar-3', 'jar-2'],
        );
        assert.equal(await jars.count({ 'state.colour': 'red' }, { limit: 2 }), 2);
        const many = await jars.findMany(['jar-2', 'none', 'jar-1']);
        assert.deepEqual(
          many.map((jar) => jar?.id ?? null),
          ['jar-2', null, 'jar-1'],
        );
        await assert.rejects(async () => jars.findWhere({}, { limit: 201 }), /limit from 1 to 200/);
      }),
  },
];
