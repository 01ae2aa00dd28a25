import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaRungs } from '../src/kafka/find-kafka.js';
import { climb } from '../src/ladder.js';
import { mongoRungs } from '../src/mongo/find-mongo.js';

const PULL_REFUSED = 'dial tcp: lookup registry.example: no such host';

let folder: string;
let daemon: Server;
const dockerHost = process.env['DOCKER_HOST'];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-docker-'));
  daemon = daemonWithoutNetwork();
  await new Promise<void>((resolve) => daemon.listen(join(folder, 'docker.sock'), resolve));
  process.env['DOCKER_HOST'] = `unix://${join(folder, 'docker.sock')}`;
});
afterAll(async () => {
  if (dockerHost === undefined) Reflect.deleteProperty(process.env, 'DOCKER_HOST');
  else process.env['DOCKER_HOST'] = dockerHost;
  daemon.closeAllConnections();
  await new Promise((resolve) => daemon.close(resolve));
  rmSync(folder, { recursive: true });
});

describe('a Docker that answers but cannot fetch images', () => {
  const said: string[] = [];
  const options = { dataDir: 'temporary', say: (line: string) => said.push(line) };

  it.each([
    ['MongoDB', 'NO_MONGODB', 'mongo:8', () => mongoRungs(options)],
    ['Kafka', 'NO_KAFKA', 'apache/kafka:4.1.1', () => kafkaRungs(options)],
  ] as const)('gives way to the next rung for %s, with the reason', async (engine, code, image, rungs) => {
    // Of the whole ladder only the first two rungs, so that nothing is started below them.
    const [given, docker] = rungs();
    if (given === undefined || docker === undefined) throw new Error('a ladder has two rungs at least');
    await expect(climb<unknown>(engine, code, [given, docker], options.say)).rejects.toMatchObject({ code });
    expect(said).toContainEqual(
      expect.stringMatching(`^${engine}: Docker could not start ${image} .*${PULL_REFUSED}\\); trying the next way$`),
    );
  });
});

/** As much of Docker's interface as is asked before an image is pulled. */
function daemonWithoutNetwork(): Server {
  const answers: readonly (readonly [RegExp, number, object])[] = [
    [/\/info$/, 200, { ServerVersion: '28.0.0', OperatingSystem: 'test', OSType: 'linux', Labels: [], Runtimes: {} }],
    [/\/networks\/bridge$/, 200, { IPAM: { Config: [{ Gateway: '127.0.0.1' }] } }],
    [/\/images\/create/, 500, { message: PULL_REFUSED }],
    [/./, 404, { message: 'no such thing' }],
  ];
  return createServer((request, response) => {
    request.resume();
    const [, status = 500, body] = answers.find(([path]) => path.test(request.url ?? '')) ?? [];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}
