import { createClient, type Client } from './client.js';
import { openSandbox, type Sandbox } from './sandbox.js';

/** Where a platform is to be found. */
export interface Place {
  readonly endpoint: string;
  readonly sandboxUrl: string;
}

/** Everybody a journey needs, signed in, and the world around them. */
export interface Actors {
  readonly anybody: Client;
  readonly citizen: Client;
  readonly otherCitizen: Client;
  readonly receiver: Client;
  /** The second pair of eyes at the desk. */
  readonly secondReceiver: Client;
  readonly processor: Client;
  readonly leader: Client;
  readonly admin: Client;
  readonly secondAdmin: Client;
  /** Somebody without an account, by the access token they hold. */
  readonly holderOf: (token: string) => Client;
  readonly sandbox: Sandbox;
  /** Asks again until the answer satisfies; the deadline is real time. */
  readonly until: <Answer>(
    what: string,
    ask: () => Promise<Answer>,
    wanted: (answer: Answer) => boolean,
  ) => Promise<Answer>;
}

export async function signIn({ endpoint, sandboxUrl }: Place): Promise<Actors> {
  const sandbox = openSandbox(sandboxUrl);
  const as = async (user: string) => createClient(endpoint, await sandbox.tokenOf(user));
  return {
    anybody: createClient(endpoint),
    citizen: await as('citizen-1'),
    otherCitizen: await as('citizen-2'),
    receiver: await as('officer-receive'),
    secondReceiver: await as('officer-receive-2'),
    processor: await as('officer-process'),
    leader: await as('officer-lead'),
    admin: await as('catalogue-admin'),
    secondAdmin: await as('catalogue-admin-2'),
    holderOf: (token) => createClient(endpoint, token),
    sandbox,
    until,
  };
}

const patienceMs = 20_000;
const pauseMs = 100;

/** Other services learn by events; a client without a subscription asks again, and gives up with what it last saw. */
async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`Still waiting for ${what} after ${patienceMs / 1000} s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
