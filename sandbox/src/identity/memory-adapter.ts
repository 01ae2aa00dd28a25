import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

const mostKept = 2_000;

interface Kept {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** Keeps sessions, codes and grants in memory, the oldest forgotten first; a restart forgets them all. */
export function createMemoryAdapter(): AdapterFactory {
  const kept = new Map<string, Kept>();
  const read = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    return found !== undefined && found.expiresAt > Date.now() ? found.payload : undefined;
  };
  const findBy = (model: string, field: 'uid' | 'userCode', wanted: string): AdapterPayload | undefined => {
    for (const [key, { payload }] of kept)
      if (key.startsWith(`${model}:`) && payload[field] === wanted) return read(key);
    return undefined;
  };
  return (model): Adapter => ({
    upsert(id, payload, expiresInS = 3_600) {
      kept.set(`${model}:${id}`, { payload, expiresAt: Date.now() + expiresInS * 1_000 });
      const oldest = kept.keys().next();
      if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value);
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(read(`${model}:${id}`)),
    findByUid: (uid) => Promise.resolve(findBy(model, 'uid', uid)),
    findByUserCode: (userCode) => Promise.resolve(findBy(model, 'userCode', userCode)),
    consume(id) {
      const found = read(`${model}:${id}`);
      if (found !== undefined) found.consumed = Math.floor(Date.now() / 1_000);
      return Promise.resolve();
    },
    destroy(id) {
      kept.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      return Promise.resolve();
    },
  });
}
