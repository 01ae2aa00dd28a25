/** The value below which that share (0 to 1) of the figures lies, by nearest rank; NaN of none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function rounded(figure: number, digits = 1): number {
  return Number(figure.toFixed(digits));
}
