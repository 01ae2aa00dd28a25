import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startIssuer, type Issuer } from './issuer.js';

/** A gateway in a process of its own, with the committed supergraph, before subgraphs that count who asks them. */
export interface AuditedGateway {
  readonly url: string;
  readonly issuer: Issuer;
  /** How many requests reached a subgraph so far. */
  readonly forwarded: () => number;
  /** Resident memory of the process, as it says itself. */
  readonly memoryBytes: () => Promise<number>;
  /** The exit code, once it has ended; undefined while it lives. */
  readonly exitCode: () => number | undefined;
  readonly stop: () => Promise<void>;
}

const entry = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));
const subgraphs = ['procedures', 'dossiers', 'payments', 'notifications', 'delivery'];

export async function startAuditedGateway(mode: 'development' | 'test'): Promise<AuditedGateway> {
  const issuer = await startIssuer();
  let forwarded = 0;
  const counting = createServer((request, response) => {
    forwarded += 1;
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{}}'));
  });
  const subgraph = await listen(counting);
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--max-old-space-size=256', entry], {
    env: environment(mode, issuer.url, subgraph),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await readyAt(createInterface({ input: child.stdout }));
  return {
    url,
    issuer,
    forwarded: () => forwarded,
    memoryBytes: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes\S* (\S+)$/m.exec(text)?.[1]);
    },
    exitCode: () => child.exitCode ?? undefined,
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.kill('SIGTERM');
      await ended;
      counting.close();
      counting.closeAllConnections();
      await issuer.close();
    },
  };
}

function environment(mode: string, issuer: string, subgraph: string): NodeJS.ProcessEnv {
  const key = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
  const { d: _private, ...guests } = key('access-1');
  return {
    PATH: process.env['PATH'],
    APOLLO_TELEMETRY_DISABLED: '1',
    NODE_ENV: mode,
    LOG_LEVEL: 'info',
    GATEWAY_PORT: '0',
    SUBGRAPH_URLS: JSON.stringify(Object.fromEntries(subgraphs.map((name) => [name, `${subgraph}/graphql`]))),
    IDENTITY_PRIVATE_KEYS: JSON.stringify({ keys: [key('gateway-1')] }),
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: 'motcua',
    ACCESS_TOKEN_PUBLIC_KEYS: JSON.stringify({ keys: [guests] }),
    TRUSTED_PROXIES: '127.0.0.1',
    KAFKA_BROKERS: '127.0.0.1:9', // nobody is there: no audit subscribes
    KAFKA_USERNAME: 'platform',
    KAFKA_PASSWORD: 'platform',
  };
}

export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
  return `http://127.0.0.1:${address.port}`;
}

/** The log goes on being read, or its pipe would fill. */
function readyAt(lines: ReturnType<typeof createInterface>): Promise<string> {
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      // Whatever the order of the line's members.
      const found = /"ready"/.test(line) ? /"url":"(http:[^"]+)"/.exec(line)?.[1] : undefined;
      if (found !== undefined) resolve(found);
      else if (line.includes('could not start')) reject(new Error(line));
    });
    lines.on('close', () => reject(new Error('the gateway ended before it was ready')));
  });
}
