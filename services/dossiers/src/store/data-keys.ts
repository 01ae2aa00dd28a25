import { createDataKeys, type Mongo, type Vault } from '@motcua/service-kit';
import type { DataKeys } from '../context.js';

/** The kit's keys, of dossiers; what is asked for at once is one query. */
export function createDataKeyStore(
  mongo: Mongo,
  vault: Pick<Vault, 'newDataKey'>,
): DataKeys & { ready(): Promise<void> } {
  const keys = createDataKeys(mongo, vault);
  return {
    ready: () => keys.ready(),
    open: (id) => keys.open(id),
    forget: (id, at) => keys.forget(id, at),
    find: together((ids) => keys.findMany(ids)),
  };
}

interface Waiting {
  readonly id: string;
  readonly found: (wrappedKey: string | null) => void;
  readonly failed: (error: unknown) => void;
}

/** What is asked for in one turn of the loop is one query: a list asks for the key of each of its dossiers. Nothing is remembered. */
function together(
  load: (ids: readonly string[]) => Promise<readonly (string | null)[]>,
): (id: string) => Promise<string | null> {
  let waiting: Waiting[] = [];
  const ask = async (asked: readonly Waiting[]): Promise<void> => {
    try {
      const keys = await load(asked.map(({ id }) => id));
      for (const [index, { found }] of asked.entries()) found(keys[index] ?? null);
    } catch (error) {
      for (const { failed } of asked) failed(error);
    }
  };
  return (id) =>
    new Promise((found, failed) => {
      waiting.push({ id, found, failed });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const asked = waiting;
        waiting = [];
        void ask(asked);
      });
    });
}
