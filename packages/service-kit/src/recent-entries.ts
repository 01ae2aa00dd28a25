/** A bounded memory: the entry written longest ago makes room for a new one. */
export interface RecentEntries<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function recentEntries<Value>(atMost: number): RecentEntries<Value> {
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const oldest = entries.keys().next();
      if (entries.size > atMost && oldest.done !== true) entries.delete(oldest.value);
    },
  };
}
