import { containerFaults, dockerHost, volumeName } from '../docker.js';
import type { FindOptions, MongoEngine } from '../engine.js';
import { RungGivesWay } from '../engine-error.js';
import { freePorts } from '../free-ports.js';
import { becomePrimary } from './mongo-commands.js';

export const MONGO_IMAGE = 'mongo:8';
const INSIDE_PORT = 27017;

/**
 * The official image as a replica set of one. The outside port is chosen here, not by Docker, so that it stays the
 * same over a restart. Testcontainers' reaper removes the container when this process dies.
 */
export async function startDockerMongo({ dataDir, say }: Required<FindOptions>): Promise<MongoEngine> {
  try {
    const { GenericContainer, Wait } = await import('testcontainers');
    const [port = 0] = await freePorts(1);
    say(`MongoDB: starting ${MONGO_IMAGE} in Docker (its image is pulled the first time) …`);
    const wanted = new GenericContainer(MONGO_IMAGE)
      .withCommand(['--replSet', 'rs0', '--bind_ip_all', '--wiredTigerCacheSizeGB', '0.25'])
      .withExposedPorts({ container: INSIDE_PORT, host: port })
      .withWaitStrategy(Wait.forLogMessage(/[Ww]aiting for connections/))
      .withStartupTimeout(120_000);
    if (dataDir !== 'temporary') {
      wanted.withBindMounts([{ source: volumeName('mongo', dataDir), target: '/data/db' }]);
    }
    const container = await wanted.start();
    const url = `mongodb://${await dockerHost()}:${String(port)}/?directConnection=true`;
    await becomePrimary(url, `127.0.0.1:${String(INSIDE_PORT)}`);
    const faults = await containerFaults(container.getId());
    return {
      url,
      description: `${MONGO_IMAGE} in Docker`,
      kill: () => faults.kill(),
      async restart() {
        await faults.start();
        await becomePrimary(url, `127.0.0.1:${String(INSIDE_PORT)}`);
      },
      async stop() {
        await container.stop();
      },
    };
  } catch (error) {
    throw new RungGivesWay(`Docker could not start ${MONGO_IMAGE}`, { cause: error });
  }
}
