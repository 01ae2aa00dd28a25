import { recentEntries, type Executed, type Execution, type RecentEntries, type Stored } from '@motcua/service-kit';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import type { CorrespondenceStore } from './correspondence-store.js';

type Request = Execution<Correspondence, CorrespondenceFact>;
type Result = Executed<Correspondence, CorrespondenceFact>;
export type Execute = (request: Request) => Promise<Result>;

interface Waiting {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

type Newest = RecentEntries<Stored<Correspondence, CorrespondenceFact>>;

/**
 * What is to be stored while another write is on its way goes out in one write after it: at ease each by itself, under load many
 * together. A promise resolves only when its own part is stored. What was stored here last is decided on where the caller's own
 * reading is older.
 */
export function writeTogether(store: Pick<CorrespondenceStore, 'executeTogether'>): Execute {
  const waiting: Waiting[] = [];
  const newest: Newest = recentEntries(remembered);
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    // What begins in this moment comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await writeOnce(store, newest, waiting.splice(0, mostTogether));
    isWriting = false;
  };
  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      if (isWriting) return;
      isWriting = true;
      void writeAll();
    });
}

const mostTogether = 100;
const remembered = 500;

/** Never rejects. */
async function writeOnce(
  store: Pick<CorrespondenceStore, 'executeTogether'>,
  newest: Newest,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    const settled = await store.executeTogether(batch.map(({ request }) => fromNewest(request, newest)));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const one = settled[index];
      if (one?.status === 'fulfilled') {
        remember(newest, one.value);
        resolve(one.value);
      } else reject(one?.reason);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

function fromNewest({ id, cause, decide, from }: Request, newest: Newest): Request {
  const last = newest.get(id);
  return { id, cause, decide, from: last !== undefined && last.version > (from?.version ?? 0) ? last : from };
}

function remember(newest: Newest, { id, version, state, facts, relayed }: Result): void {
  if (version <= (newest.get(id)?.version ?? 0)) return;
  newest.set(id, { id, version, state, facts, ...(relayed === undefined ? {} : { relayed }) });
}
