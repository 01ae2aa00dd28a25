// A world of its own to try the kit in: children put marbles into jars, and a tally counts what is in each jar. A jar
// tells of each marble that can be seen; the tally hears it and notes it, one note per marble and in their order.
import { contract, deadLetterTopic, type TopicDeclaration } from '@motcua/event-contracts';
import { causeOf, on, publish, Refusal, type Aggregate, type AggregateStore, type Cause } from '@motcua/service-kit';
import { z } from 'zod';

export type JarState =
  { readonly status: 'NONE' } | { readonly status: 'OPEN'; readonly marbles: number; readonly colour: string };
export interface MarblePut {
  readonly type: 'MarblePut';
  readonly colour: string;
}

export const Jar: Aggregate<JarState, MarblePut> = {
  name: 'jars',
  initial: { status: 'NONE' },
  evolve: (state, fact) => ({
    status: 'OPEN',
    marbles: (state.status === 'OPEN' ? state.marbles : 0) + 1,
    colour: fact.colour,
  }),
};

export interface TallyState {
  readonly counted: number;
  readonly lastSequence: number;
}
export interface MarbleCounted {
  readonly type: 'MarbleCounted';
  readonly sequence: number;
}

export const Tally: Aggregate<TallyState, MarbleCounted> = {
  name: 'tallies',
  initial: { counted: 0, lastSequence: 0 },
  evolve: (state, fact) => ({ counted: state.counted + 1, lastSequence: fact.sequence }),
};

export const MarbleAdded = contract({
  name: 'marble.added',
  topic: 'jar.v1',
  schema: z.object({ jarId: z.string(), colour: z.string(), marbles: z.int() }),
  sample: { jarId: 'jar_1', colour: 'red', marbles: 1 },
});

export const JarSeen = contract({
  name: 'jar.seen',
  topic: 'watch.v1',
  schema: z.object({ jarId: z.string() }),
  sample: { jarId: 'jar_1' },
});

export const groupId = 'tally';
export const jarTopics: readonly TopicDeclaration[] = [
  { name: 'jar.v1', partitions: 3, config: {} },
  { name: 'partner.jar-watch.v1', partitions: 1, config: {} },
  { name: 'watch.v1', partitions: 1, config: {} },
  ...['jar.v1', 'watch.v1'].map((topic) => ({ name: deadLetterTopic(topic, groupId), partitions: 1, config: {} })),
];

export type Jars = AggregateStore<JarState, MarblePut>;
export type Tallies = AggregateStore<TallyState, MarbleCounted>;

export const putMarble = (colour: string) => (): readonly MarblePut[] => [{ type: 'MarblePut', colour }];

export function asked(id: string, fingerprint?: string): Cause {
  return {
    id: `request:${id}`,
    actor: { kind: 'citizen', id: 'child' },
    at: new Date('2026-11-23T02:00:00Z'),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

/** Refuses black marbles; counts every other one. */
export const countMarbles = on(MarbleAdded, async ({ tallies }: { readonly tallies: Tallies }, event) => {
  if (event.data.colour === 'black') throw new Refusal('BLACK_MARBLE', 'black marbles are not counted');
  await tallies.execute(event.data.jarId, causeOf(event), () => [{ type: 'MarbleCounted', sequence: event.sequence }]);
});

/** Nobody hears of a clear marble. */
export const isSeen = ({ colour }: MarblePut): boolean => colour !== 'clear';

export const publishedOfJar = (
  fact: MarblePut,
  stored: { readonly id: string; readonly state: JarState },
): readonly ReturnType<typeof publish>[] => {
  if (!isSeen(fact)) return [];
  const marbles = stored.state.status === 'OPEN' ? stored.state.marbles : 0;
  return [publish(MarbleAdded, { jarId: stored.id, colour: fact.colour, marbles }, { key: stored.id })];
};
