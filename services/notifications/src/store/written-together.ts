import type { Executed, Execution } from '@motcua/service-kit';
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

/**
 * What is to be stored while another write is on its way goes out in one write after it: at ease each by itself, under load many
 * together. A promise resolves only when its own part is stored.
 */
export function writeTogether(store: Pick<CorrespondenceStore, 'executeTogether'>): Execute {
  const waiting: Waiting[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    // What begins in this moment comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await writeOnce(store, takeBatch(waiting));
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

/** Each correspondence once: two decisions on one build on each other. */
function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  const taken = new Map<string, Waiting>();
  const left: Waiting[] = [];
  for (const one of waiting.splice(0)) {
    if (taken.size < mostTogether && !taken.has(one.request.id)) taken.set(one.request.id, one);
    else left.push(one);
  }
  waiting.push(...left);
  return [...taken.values()];
}

/** Never rejects. */
async function writeOnce(
  store: Pick<CorrespondenceStore, 'executeTogether'>,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    const settled = await store.executeTogether(batch.map(({ request }) => request));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const one = settled[index];
      if (one?.status === 'fulfilled') resolve(one.value);
      else reject(one?.reason);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
