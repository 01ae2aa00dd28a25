import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '../src/command.js';
import { installKafka, isKafkaWhole, KAFKA_FOLDER } from '../src/kafka/install-kafka.js';
import { findJava } from '../src/kafka/java.js';
import { startLocalKafka } from '../src/kafka/local-kafka.js';
import { downloadMongod } from '../src/mongo/download-mongod.js';

const java = await findJava();
const hasMaven = java !== null && findOnPath('mvn') !== null;

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'motcua-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

describe('Kafka by Maven', () => {
  (hasMaven ? it : it.skip)(
    'repairs a folder that was half written, and the broker from it serves',
    async () => {
      if (java === null) throw new Error('checked above');
      const folder = join(cache, KAFKA_FOLDER);
      mkdirSync(join(folder, 'jars'), { recursive: true });
      writeFileSync(join(folder, 'jars', 'kafka_2.13-4.1.1.jar'), 'cut sho');
      const said: string[] = [];
      await expect(installKafka(java, (line) => said.push(line), cache)).resolves.toBe(folder);
      expect(said[0]).toMatch(/^Kafka: fetching Kafka 4\.1\.1 by Maven/);
      await expect(isKafkaWhole(folder)).resolves.toBe(true);
      const engine = await startLocalKafka(folder, java, 'just fetched', {
        dataDir: 'temporary',
        say: () => undefined,
      });
      await engine.stop();

      const [jar = ''] = Object.keys(JSON.parse(readFileSync(join(folder, 'complete.json'), 'utf8')) as object);
      truncateSync(join(folder, jar), 1_000);
      await expect(isKafkaWhole(folder)).resolves.toBe(false);
    },
    180_000,
  );
});

describe('the download of mongod', () => {
  it('is given up when nobody answers in time', async () => {
    const sockets = new Set<Socket>();
    const blackHole = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve));
    const { port } = blackHole.address() as AddressInfo; // a TCP server's address is never a string
    const before = { ...process.env };
    Object.assign(process.env, {
      MOTCUA_ENGINES_DIR: cache,
      MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`,
      MONGOMS_USE_HTTP: 'true',
    });
    const startedAt = Date.now();
    try {
      await expect(downloadMongod(() => undefined, 1_500)).rejects.toThrow('the download of mongod did not get going');
      expect(Date.now() - startedAt).toBeLessThan(3_500);
      expect(sockets.size).toBeGreaterThan(0);
    } finally {
      for (const name of ['MOTCUA_ENGINES_DIR', 'MONGOMS_DOWNLOAD_MIRROR', 'MONGOMS_USE_HTTP']) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
      for (const socket of sockets) socket.destroy();
      blackHole.close();
    }
  });
});
