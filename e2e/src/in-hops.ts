import type { Actors } from './actors.js';

/** Two working weeks need no more. */
const mostHops = 60;
/** Real time between two hops, for others to hear of the first. */
const hopMs = 200;

/**
 * Looks again and again while others work. `look` says by how many milliseconds the clock of all moves on before the next
 * look (0: something was done just now), and null once it is so.
 */
export async function inHops(
  { sandbox }: Pick<Actors, 'sandbox'>,
  what: string,
  look: () => Promise<number | null>,
): Promise<void> {
  for (let hop = 0; hop < mostHops; hop += 1) {
    const byMs = await look();
    if (byMs === null) return;
    if (byMs > 0) await sandbox.moveClock(byMs);
    await new Promise((resolve) => setTimeout(resolve, hopMs));
  }
  throw new Error(`not in time: ${what}`);
}
