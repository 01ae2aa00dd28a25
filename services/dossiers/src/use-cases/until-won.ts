import { Fault } from '@motcua/service-kit';

const attempts = 12;

/** Tries again each time somebody else was quicker, which `attempt` says with null. */
export async function untilWon<Result>(what: string, attempt: () => Promise<Result | null>): Promise<Result> {
  for (let tried = 0; tried < attempts; tried += 1) {
    const won = await attempt();
    if (won !== null) return won;
  }
  throw new Fault('CONTENDED', `${what} lost ${String(attempts)} races in a row`);
}
