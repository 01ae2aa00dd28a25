/** Where progress goes when nobody else wants to hear it. */
export function sayOnStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
