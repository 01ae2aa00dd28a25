import { createRandom } from './random.js';
import { steps, type Step } from './life.js';

export interface PlannedRequest {
  readonly id: string;
  readonly jarId: string;
  readonly colour: string;
}

/** What happens under one seed; only the engines' own timing is not decided by it. */
export interface SeedPlan {
  readonly seed: number;
  readonly jarIds: readonly string[];
  /** One list per client; a client goes through its list and asks again until it is answered. */
  readonly clients: readonly (readonly PlannedRequest[])[];
  /** Whoever passes this step for the n-th time under this seed is cut off there. */
  readonly cuts: readonly { readonly step: Step; readonly occurrence: number }[];
  /** One more process that takes requests and is killed with SIGKILL this long after its n-th. */
  readonly killedTeller: { readonly afterRequests: number; readonly delayMs: number } | null;
  /** One more consumer that is killed with SIGKILL while it works. */
  readonly killedTally: { readonly delayMs: number } | null;
  readonly random: () => number;
}

const clientCount = 3;
const requestsPerClient = 5;
const colours = ['red', 'blue', 'green', 'clear', 'clear'];

export function planSeed(seed: number): SeedPlan {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const jarIds = Array.from({ length: 2 + below(2) }, (_, index) => `s${seed}-jar-${index}`);
  const request = (client: number, index: number): PlannedRequest => ({
    id: `s${seed}-${client}.${index}`,
    jarId: jarIds[below(jarIds.length)] ?? '',
    colour: colours[below(colours.length)] ?? '',
  });
  const own = Array.from({ length: clientCount }, (_, client) =>
    Array.from({ length: requestsPerClient }, (__, index) => request(client, index)),
  );
  // A double click, a client that lost the answer, a proxy that repeats: another client sends some of the same requests.
  const clients = own.map((list, client) =>
    list.flatMap((planned, index) => {
      const other = own[(client + 1) % clientCount]?.[index];
      return other !== undefined && random() < 0.3 ? [planned, other] : [planned];
    }),
  );
  const cuts = Array.from({ length: 2 + below(4) }, () => ({
    step: steps[below(steps.length)] ?? 'after write',
    occurrence: 1 + below(6),
  }));
  const killedTeller = seed % 5 === 0 ? { afterRequests: 1 + below(4), delayMs: below(15) } : null;
  const killedTally = seed % 25 === 0 ? { delayMs: below(200) } : null;
  return { seed, jarIds, clients, cuts, killedTeller, killedTally, random };
}
