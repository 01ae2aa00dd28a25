import { dockerHost, startContainer } from '../docker.js';
import type { FindOptions, MongoEngine } from '../engine.js';
import { freePorts } from '../free-ports.js';
import { becomePrimary } from './mongo-commands.js';

const IMAGE = 'mongo:8';
const INSIDE_PORT = 27017;

/**
 * The official image as a replica set of one. The outside port is chosen here, not by Docker, so that it stays the
 * same over a restart.
 */
export async function startDockerMongo(options: Required<FindOptions>): Promise<MongoEngine> {
  const { Wait } = await import('testcontainers');
  const [port = 0] = await freePorts(1);
  const url = `mongodb://${await dockerHost()}:${port}/?directConnection=true`;
  options.say(`MongoDB: starting ${IMAGE} in Docker (its image is pulled the first time) …`);
  const container = await startContainer(
    {
      engine: 'mongo',
      image: IMAGE,
      dataPath: '/data/db',
      describe: (image) =>
        image
          .withCommand(['--replSet', 'rs0', '--bind_ip_all', '--wiredTigerCacheSizeGB', '0.25'])
          .withExposedPorts({ container: INSIDE_PORT, host: port })
          .withWaitStrategy(Wait.forLogMessage(/[Ww]aiting for connections/)),
      untilServing: () => becomePrimary(url, `127.0.0.1:${INSIDE_PORT}`),
    },
    options,
  );
  options.say(`MongoDB: ready on port ${port}`);
  return { url, description: `${IMAGE} in Docker`, ...container };
}
