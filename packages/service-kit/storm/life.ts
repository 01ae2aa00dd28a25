import type { Kafka, Publisher } from '@motcua/service-kit';

/** Every boundary at which something may be cut off. */
export const steps = [
  'before write',
  'after write',
  'before publish',
  'after publish',
  'before mark',
  'after mark',
  'before effect',
  'after effect',
  'before commit',
  'after commit',
] as const;
export type Step = (typeof steps)[number];

/** Whatever is done in a life that ended; nothing of it reaches an engine. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** A process as far as the engines can tell: everything it does passes its steps, and once it is cut off, nothing does. */
export interface Life {
  readonly step: (step: Step) => Promise<void>;
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Resolves when it was cut off. */
  readonly over: Promise<void>;
}

/** `mayPass` is asked at each step; false cuts the life off there. `pause` is how long each step takes. */
export function startLife(
  mayPass: (step: Step) => boolean = () => true,
  pause: () => Promise<void> = () => Promise.resolve(),
): Life {
  let isOver = false;
  let announce: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const end = (): void => {
    isOver = true;
    announce();
  };
  return {
    over,
    end,
    isOver: () => isOver,
    async step(step) {
      if (!isOver) await pause();
      if (!isOver && !mayPass(step)) end();
      if (isOver) throw new CutOff(step);
    },
  };
}

/** Passes `before` and `after` around a call. */
async function around<Result>(life: Life, before: Step, after: Step, call: () => Promise<Result>): Promise<Result> {
  await life.step(before);
  const result = await call();
  await life.step(after);
  return result;
}

interface Written {
  execute(...of: never[]): Promise<unknown>;
}

/** A store whose writes are steps of this life. */
export function mortalWrites<Store extends Written>(
  life: Life,
  store: Store,
  [before, after]: readonly [Step, Step],
): Store {
  const execute = (...of: Parameters<Store['execute']>): Promise<unknown> =>
    around(life, before, after, () => store.execute(...of));
  return { ...store, execute };
}

/** A store whose marks are steps of this life. */
export function mortalMarks<Store extends { readonly outbox: { markTold(...of: never[]): Promise<void> } }>(
  life: Life,
  store: Store,
): Store {
  const { outbox } = store;
  const markTold = (...of: Parameters<Store['outbox']['markTold']>): Promise<void> =>
    around(life, 'before mark', 'after mark', () => outbox.markTold(...of));
  return { ...store, outbox: { ...outbox, markTold } };
}

export function mortalPublisher(life: Life, publisher: Publisher): Publisher {
  return {
    send: (messages) => around(life, 'before publish', 'after publish', () => publisher.send(messages)),
  };
}

export function mortalKafka(life: Life, kafka: Kafka): Kafka {
  return {
    ...kafka,
    openConsumer: (options) =>
      kafka.openConsumer({
        ...options,
        onBatch: (batch) =>
          options.onBatch({
            ...batch,
            isCurrent: () => batch.isCurrent() && !life.isOver(),
            commit: () => around(life, 'before commit', 'after commit', batch.commit),
          }),
      }),
  };
}
