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
  const alike = groupAlike(marks);
  const { matchedCount } = await rows.bulkWrite(alike.map(whole), { ordered: false });
  if (matchedCount < marks.length) await rows.bulkWrite(alike.map(part), { ordered: false });
}

interface Alike extends ToldFacts {
  readonly ids: string[];
}

/** Most aggregates of a kind have come as far as many others. */
function groupAlike(marks: readonly Mark[]): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const { id, after, upTo } of marks) {
    const key = `${after}-${upTo}`;
    const group = groups.get(key) ?? { after, upTo, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  return [...groups.values()];
}

// In both: where what came before is not marked as told (any more), this is told again with it.

/** The flag may go only while nothing was added meanwhile. */
function whole({ ids, after, upTo }: Alike) {
  return {
    updateMany: {
      filter: { _id: { $in: ids }, version: upTo, relayed: { $gte: after } },
      update: { $set: { relayed: upTo }, $unset: { unrelayedSince: '' as const } },
    },
  };
}

/** Otherwise the next round takes the rest. */
function part({ ids, after, upTo }: Alike) {
  return {
    updateMany: { filter: { _id: { $in: ids }, relayed: { $gte: after } }, update: { $max: { relayed: upTo } } },
  };
}
