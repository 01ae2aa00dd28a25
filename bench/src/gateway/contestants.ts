import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownGraph } from '../differential/graphs.js';
import { startEngines } from '../on-engines.js';
import { gatewayEnvironment } from './gateway-environment.js';
import { type MeasuredProcess, startMeasured } from './measured-process.js';
import type { Issuer } from './token-issuer.js';

export const names = ['ours', 'stock', 'hive', 'floor'] as const;
export type Name = (typeof names)[number];
export type Contestants = Readonly<Record<Name, MeasuredProcess>>;

/** The four gateways, each a process of its own, in front of the same made-up subgraphs. */
export async function startContestants(
  folder: string,
  issuer: Issuer,
  defer: (stop: () => Promise<void>) => void,
): Promise<Contestants> {
  const started = async (...given: Parameters<typeof startMeasured>): Promise<MeasuredProcess> => {
    const measured = await startMeasured(...given);
    defer(() => measured.stop());
    return measured;
  };
  const subgraphs = await started('./subgraphs-process.js', {});
  const { supergraph, subgraphs: services } = ownGraph();
  const urls = Object.fromEntries([...services.keys()].map((name) => [name, `${subgraphs.url}/${name}`]));
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, withUrls(supergraph, urls));
  const ours = await started(
    '../../../gateway/dist/main.js',
    { ...(await startEngines('motcua-bench-gateway', defer)).environment, ...gatewayEnvironment(urls, issuer) },
    { portName: 'GATEWAY_PORT', readyPath: '/readyz' },
  );
  return {
    ours,
    stock: await started('./stock-process.js', { SUPERGRAPH: file }),
    hive: await started('./hive-process.js', { SUPERGRAPH: file }, { readyPath: '/readyz' }),
    floor: await started('./floor-process.js', { SUBGRAPHS: subgraphs.url }),
  };
}

/** The supergraph with the address of each subgraph. */
function withUrls(supergraph: string, urls: Readonly<Record<string, string>>): string {
  return supergraph.replace(
    /@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g,
    (_, name: string) => `@join__graph(name: "${name}", url: "${urls[name] ?? ''}")`,
  );
}
