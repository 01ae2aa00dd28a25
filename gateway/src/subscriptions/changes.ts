/** Who in this process wants to know when which thing changes. */
export interface Changes {
  /** Answers how to stop. */
  watch(id: string, changed: () => void): () => void;
  tell(id: string): void;
  /** Anything may have changed. */
  tellAll(): void;
}

export function createChanges(): Changes {
  const watching = new Map<string, Set<() => void>>();
  return {
    watch(id, changed) {
      const others = watching.get(id) ?? new Set();
      watching.set(id, others.add(changed));
      return () => {
        others.delete(changed);
        if (others.size === 0 && watching.get(id) === others) watching.delete(id);
      };
    },
    tell(id) {
      for (const changed of watching.get(id) ?? []) changed();
    },
    tellAll() {
      for (const each of watching.values()) for (const changed of each) changed();
    },
  };
}
