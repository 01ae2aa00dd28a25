import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineEnvironment, findKafka, findMongo } from '@motcua/engines';
import { generateIdentityKeys } from '@motcua/service-kit';
import { ownGraph } from '../differential/graphs.js';
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
    { ...(await engines(defer)), ...gatewayEnvironment(urls, issuer) },
    { portName: 'GATEWAY_PORT', readyPath: '/readyz' },
  );
  return {
    ours,
    stock: await started('./stock-process.js', { SUPERGRAPH: file }),
    hive: await started('./hive-process.js', { SUPERGRAPH: file }, { readyPath: '/readyz' }),
    floor: await started('./floor-process.js', { SUBGRAPHS: subgraphs.url }),
  };
}

async function engines(defer: (stop: () => Promise<void>) => void): Promise<Readonly<Record<string, string>>> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const [mongo, kafka] = await Promise.all([
    findMongo({ dataDir: 'temporary', say }),
    findKafka({ dataDir: 'temporary', say }),
  ]);
  defer(() => mongo.stop());
  defer(() => kafka.stop());
  const found = engineEnvironment(mongo, kafka);
  const url = (found['MONGODB_URL'] ?? '').replace(/^(mongodb:\/\/[^/?]+)\/?/, '$1/motcua-bench-gateway');
  return { ...found, MONGODB_URL: url };
}

function gatewayEnvironment(urls: Readonly<Record<string, string>>, issuer: Issuer): Readonly<Record<string, string>> {
  const [identity, access] = [generateIdentityKeys('bench-identity'), generateIdentityKeys('bench-access')];
  return {
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'warn', GATEWAY_HOST: '127.0.0.1' },
    SUBGRAPH_URLS: JSON.stringify(urls),
    IDENTITY_PRIVATE_KEYS: JSON.stringify({ keys: [identity.privateKey] }),
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: 'motcua',
    // Counted as in life, and never used up.
    ...{ COST_PER_MINUTE_VIEWER: '1000000000', COST_PER_MINUTE_ADDRESS: '1000000000' },
    ...{ COST_PER_MINUTE_VIEWER: '0', COST_PER_MINUTE_ADDRESS: '0' }, // one caller asks it all
    ACCESS_TOKEN_PUBLIC_KEYS: JSON.stringify(access.publicKeys),
  };
}

/** The supergraph with the address of each subgraph. */
function withUrls(supergraph: string, urls: Readonly<Record<string, string>>): string {
  return supergraph.replace(
    /@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g,
    (_, name: string) => `@join__graph(name: "${name}", url: "${urls[name] ?? ''}")`,
  );
}
