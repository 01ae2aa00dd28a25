import { setTimeout as delay } from 'node:timers/promises';
import { aboutDossiers } from '@motcua/event-contracts';
import { createLifecycle, createLog, startPublisher } from '@motcua/service-kit';
import { ownGraph } from '../differential/graphs.js';
import { gatewayEnvironment } from '../gateway/gateway-environment.js';
import { type MeasuredProcess, startMeasured } from '../gateway/measured-process.js';
import type { Issuer } from '../gateway/token-issuer.js';
import { startEngines } from '../on-engines.js';

export interface Held {
  /** JavaScript's heap and what hangs on it; not what the kernel keeps for a socket. */
  readonly bytes: number;
  readonly residentMiB: number;
}

export interface Surroundings {
  readonly gateway: MeasuredProcess;
  /** What the gateway's process holds once it let go of what nobody needs. */
  readonly held: () => Promise<Held>;
  /** From now on everything is another way. */
  readonly change: () => Promise<void>;
  /** Says on Kafka that something about each of these dossiers changed. */
  readonly tell: (dossierIds: readonly string[]) => Promise<void>;
}

type Defer = (stop: () => Promise<void>) => void;

/** The gateway's own process over subgraphs that change when told to, and the Kafka on which it hears of changes. */
export async function startSurroundings(issuer: Issuer, defer: Defer): Promise<Surroundings> {
  const { environment, kafka } = await startEngines('motcua-bench-subscriptions', defer);
  const [about] = aboutDossiers;
  const log = createLog({ name: 'bench', level: 'silent' });
  const lifecycle = createLifecycle(log);
  defer(() => lifecycle.close());
  const publisher = startPublisher(kafka, lifecycle, log);
  const started = async (...given: Parameters<typeof startMeasured>): Promise<MeasuredProcess> => {
    const measured = await startMeasured(...given);
    defer(() => measured.stop());
    return measured;
  };
  const subgraphs = await started('../subscriptions/changing-subgraphs-process.js', {});
  const urls = Object.fromEntries([...ownGraph().subgraphs.keys()].map((name) => [name, `${subgraphs.url}/${name}`]));
  const gateway = await started(
    '../../../gateway/dist/main.js',
    {
      ...environment,
      ...gatewayEnvironment(urls, issuer),
      NODE_OPTIONS: `--import ${new URL('./tidy.js', import.meta.url).href}`,
    },
    { portName: 'GATEWAY_PORT', readyPath: '/readyz' },
  );
  await untilHeard(gateway.url);
  return {
    gateway,
    async held() {
      const { residentMiB } = await gateway.usage();
      const kinds = ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'];
      const figures = await Promise.all(kinds.map((kind) => figureOf(gateway.url, kind)));
      return { bytes: figures.reduce((sum, each) => sum + each, 0), residentMiB };
    },
    async change() {
      await (await fetch(`${subgraphs.url}/change`, { method: 'POST' })).text();
    },
    tell: (dossierIds) =>
      publisher.send(dossierIds.map((key) => ({ topic: about, key, value: Buffer.from('{}'), headers: {} }))),
  };
}

/** Until events are heard; from then on none is missed. */
async function untilHeard(gatewayUrl: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if ((await figureOf(gatewayUrl, 'motcua_gateway_changes_heard')) === 1) return;
    if (Date.now() > deadline) throw new Error('the gateway does not hear of changes');
    await delay(100);
  }
}

async function figureOf(gatewayUrl: string, name: string): Promise<number> {
  const figures = await (await fetch(`${gatewayUrl}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(figures)?.[1]);
}
