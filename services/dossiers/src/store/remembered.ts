/** How long what was heard from others may be answered from memory; the way an event takes is longer. */
const forMs = 1_000;

interface Memory<Value> {
  readonly asked: Promise<Value>;
  readonly until: number;
}

/**
 * What `load` answered a moment ago, or is about to: those who ask within a second share one question to the database. What
 * is not there (null) and a failure are not remembered.
 */
export function remembered<Value>(load: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const memories = new Map<string, Memory<Value>>();
  return (id) => {
    const known = memories.get(id);
    if (known !== undefined && known.until > performance.now()) return known.asked;
    const asked = load(id);
    memories.set(id, { asked, until: performance.now() + forMs });
    const forget = (): void => {
      if (memories.get(id)?.asked === asked) memories.delete(id);
    };
    asked.then((value) => {
      if (value === null) forget();
    }, forget);
    return asked;
  };
}
