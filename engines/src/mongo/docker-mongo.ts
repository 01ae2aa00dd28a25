import { dockerHost, startContainer, volumeName } from '../docker.js';
import type { FindOptions, MongoEngine } from '../engine.js';
import { freePorts } from '../free-ports.js';
import { becomePrimary } from './mongo-commands.js';

const IMAGE = 'mongo:8';
const INSIDE_PORT = 27017;

/**
 * The official image as a replica set of one. The outside port is chosen here, not by Docker, so that it stays the
 * same over a restart.
 */
export async function startDockerMongo({ dataDir, say }: Required<FindOptions>): Promise<MongoEngine> {
  const { Wait } = await import('testcontainers');
  const [port = 0] = await freePorts(1);
  const url = `mongodb://${await dockerHost()}:${port}/?directConnection=true`;
  say(`MongoDB: starting ${IMAGE} in Docker (its image is pulled the first time) …`);
  const container = await startContainer(
    IMAGE,
    (image) =>
      image
        .withCommand(['--replSet', 'rs0', '--bind_ip_all', '--wiredTigerCacheSizeGB', '0.25'])
        .withExposedPorts({ container: INSIDE_PORT, host: port })
        .withBindMounts(dataDir === 'temporary' ? [] : [{ source: volumeName('mongo', dataDir), target: '/data/db' }])
        .withWaitStrategy(Wait.forLogMessage(/[Ww]aiting for connections/)),
    () => becomePrimary(url, `127.0.0.1:${INSIDE_PORT}`),
  );
  say(`MongoDB: ready on port ${port}`);
  return { url, description: `${IMAGE} in Docker`, ...container };
}
