import { setTimeout as pause } from 'node:timers/promises';
import { startServiceUnderTest, type ServiceUnderTest } from '@motcua/bench';
import type { TestBench } from '@motcua/service-kit/testing';
import { signed, type Saying } from './carrier-words.js';
import { desk } from './filed-parcels.js';

/** The service in a process of its own that may die at any moment; who talks to it tries again, as the carrier and a desk do. */
export interface StormedService {
  /** Kills it with -9 as soon as `isTime`, and starts it again; `acting` goes on meanwhile. */
  during(acting: Promise<unknown>, isTime: () => boolean): Promise<void>;
  giveAway(shipmentId: string): Promise<string>;
  /** Says it all, sixteen at once. */
  hear(sayings: readonly Saying[]): Promise<Hearing>;
  readonly kills: () => number;
  /** How long it was not there, altogether. */
  readonly awayMs: () => number;
}

export interface Hearing {
  /** How many were answered otherwise than they should be. */
  readonly wrong: number;
  readonly tookMs: readonly number[];
  readonly spentMs: number;
}

const retryMs = 200;
const atOnce = 16;
const document = `mutation ($input: HandOverToCarrierInput!) { handOverToCarrier(input: $input) { shipment { status } } }`;

export async function startStormedService(
  bench: TestBench,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<StormedService> {
  const start = () => startServiceUnderTest(bench.env(env), 'delivery', 'error');
  let service: ServiceUnderTest = await start();
  bench.lifecycle.defer('the service', () => service.stop());
  let kills = 0;
  let awayMs = 0;
  const url = () => service.url;
  return {
    async during(acting, isTime) {
      const { ended } = watched(acting);
      while (!isTime() && !ended()) await pause(5);
      const killedAt = performance.now();
      await service.kill();
      kills += 1;
      say('killed, started again …');
      service = await start();
      awayMs += performance.now() - killedAt;
      await acting;
    },
    giveAway: (shipmentId) => giveAway(bench, url, shipmentId),
    hear: (sayings) => sayAll(url, sayings, say),
    kills: () => kills,
    awayMs: () => awayMs,
  };
}

async function sayAll(url: () => string, sayings: readonly Saying[], say: (line: string) => void): Promise<Hearing> {
  const [begunAt, rest, tookMs] = [performance.now(), [...sayings], new Array<number>()];
  let wrong = 0;
  const speak = async (): Promise<void> => {
    for (let saying = rest.shift(); saying !== undefined; saying = rest.shift()) {
      const { status, ms } = await tell(url, saying);
      tookMs.push(ms);
      if (saying.answers.includes(status)) continue;
      wrong += 1;
      say(`answered ${String(status)} instead of ${saying.answers.join(' or ')}: ${saying.body.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, speak));
  return { wrong, tookMs, spentMs: performance.now() - begunAt };
}

function watched(acting: Promise<unknown>): { readonly ended: () => boolean } {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  acting.then(over, over);
  return { ended: () => isOver };
}

/** One wish, asked until it is answered: GIVEN, or the code it is refused with. */
async function giveAway(bench: TestBench, url: () => string, shipmentId: string): Promise<string> {
  const input = { requestId: `${shipmentId}-${String(Math.random())}`, shipmentId };
  for (;;) {
    const answer = await bench.query(url(), document, { input }, desk).catch(() => null); // nobody is there
    const code = answer === null ? 'INTERNAL' : answer.codes[0];
    if (code !== 'INTERNAL') return code ?? 'GIVEN';
    await pause(retryMs);
  }
}

/** Until it is taken or refused for good; timed from the try that was answered. */
async function tell(url: () => string, saying: Saying): Promise<{ readonly status: number; readonly ms: number }> {
  for (;;) {
    const begunAt = performance.now();
    const request = { method: 'POST', headers: signed(saying), body: saying.sent ?? saying.body };
    const answer = await fetch(`${url()}/carrier/webhook`, request).catch(() => null); // nobody is there
    await answer?.arrayBuffer().catch(() => null); // it died while it spoke
    if (answer !== null && answer.status < 500) return { status: answer.status, ms: performance.now() - begunAt };
    await pause(retryMs);
  }
}
