/** Knows how far a partition may be committed while older messages are still being worked on. */
export interface UnfinishedOffsets {
  taken(partition: number, offset: string): void;
  /** The offset to commit now, when everything before it is finished. */
  finished(partition: number, offset: string): string | undefined;
}

/** A message that comes again while its first copy is worked on holds the place until both are finished. */
export function createUnfinishedOffsets(): UnfinishedOffsets {
  const partitions = new Map<number, Map<bigint, number>>();
  const copiesOf = (partition: number): Map<bigint, number> => {
    const copies = partitions.get(partition) ?? new Map<bigint, number>();
    partitions.set(partition, copies);
    return copies;
  };
  return {
    taken(partition, offset) {
      const copies = copiesOf(partition);
      copies.set(BigInt(offset), (copies.get(BigInt(offset)) ?? 0) + 1);
    },
    finished(partition, offset) {
      const copies = copiesOf(partition);
      copies.set(BigInt(offset), (copies.get(BigInt(offset)) ?? 0) - 1);
      let committable: bigint | undefined;
      for (const [at, count] of [...copies].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (count > 0) break;
        copies.delete(at);
        committable = at + 1n;
      }
      return committable?.toString();
    },
  };
}
