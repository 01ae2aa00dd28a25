import type { Rows } from './aggregate-row.js';
import type { ToldFacts } from './outbox.js';

interface Mark extends ToldFacts {
  readonly id: string;
}

/** Marks facts as told. What is to be marked while others are being written goes out in one write after them. */
export function markTogether(rows: Rows): (id: string, told: ToldFacts) => Promise<void> {
  let next: { readonly marks: Mark[]; readonly written: Promise<void> } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const open = (): NonNullable<typeof next> => {
    const marks: Mark[] = [];
    const write = async (): Promise<void> => {
      // What was sent together comes along.
      await new Promise((resolve) => setImmediate(resolve));
      next = undefined;
      await writeMarks(rows, marks);
    };
    const written = last.then(write, write);
    last = written;
    return { marks, written };
  };
  return (id, told) => {
    next ??= open();
    next.marks.push({ id, ...told });
    return next.written;
  };
}

async function writeMarks(rows: Rows, marks: readonly Mark[]): Promise<void> {
  const write = async (changes: readonly ReturnType<typeof whole>[] | readonly ReturnType<typeof part>[]) =>
    (await rows.bulkWrite([...changes], { ordered: false })).matchedCount;
  if ((await write(marks.map(whole))) < marks.length) await write(marks.map(part));
}

// In both: where what came before is not marked as told (any more), this is told again with it.

/** The flag may go only while nothing was added meanwhile. */
function whole({ id, after, upTo }: Mark) {
  return {
    updateOne: {
      filter: { _id: id, version: upTo, relayed: { $gte: after } },
      update: { $set: { relayed: upTo }, $unset: { unrelayedSince: '' as const } },
    },
  };
}

/** Otherwise the next round takes the rest. */
function part({ id, after, upTo }: Mark) {
  return { updateOne: { filter: { _id: id, relayed: { $gte: after } }, update: { $max: { relayed: upTo } } } };
}
