/** One thing that was measured, beside what it must reach. */
export interface Figure {
  readonly what: string;
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  /** The value must not be above it; null where nothing is asked. */
  readonly most: number | null;
}

/** A table for people, then the same figures as one line of JSON. */
export function printFigures(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, value, unit, most } of figures) {
    const verdict = most === null ? '' : value <= most ? `  ≤ ${most} ✓` : `  > ${most} ✗`;
    console.log(`${what.padEnd(width)}  ${String(value).padStart(9)} ${unit.padEnd(3)}${verdict}`);
  }
  console.log(JSON.stringify(Object.fromEntries(figures.map(({ key, value }) => [key, value]))));
}
