/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [left, right] = [mixed[last], mixed[other]];
    if (left !== undefined && right !== undefined) [mixed[last], mixed[other]] = [right, left];
  }
  return mixed;
}

export function pick<Item>(items: readonly Item[], random: () => number): Item {
  const picked = items[Math.floor(random() * items.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}
