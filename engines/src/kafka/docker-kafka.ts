import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { containerFaults, dockerHost, volumeName } from '../docker.js';
import type { FindOptions, KafkaEngine } from '../engine.js';
import { RungGivesWay } from '../engine-error.js';
import { freePorts } from '../free-ports.js';
import { newPasswords } from './broker-command.js';
import { addPartner } from './partners.js';
import { requireEnvironment, serverProperties } from './server-properties.js';

export const KAFKA_IMAGE = 'apache/kafka:4.1.1';
const INSIDE = { platform: 9092, partner: 9094, controller: 9093 } as const;
const DATA = '/var/lib/kafka/data';
const PROPERTIES = '/tmp/server.properties';

/**
 * The official image with the same listeners, users and rights as the broker we start ourselves. The outside ports are
 * chosen here, because a broker must know where its clients see it. The reaper removes the container when this process dies.
 */
export async function startDockerKafka({ dataDir, say }: Required<FindOptions>): Promise<KafkaEngine> {
  try {
    const { GenericContainer, Wait } = await import('testcontainers');
    const [platform = 0, partner = 0] = await freePorts(2);
    const host = await dockerHost();
    const properties = serverProperties(
      { bind: '0.0.0.0', advertised: host, ports: INSIDE, advertisedPorts: { platform, partner } },
      `${DATA}/log`,
    );
    const passwords = newPasswords();
    requireEnvironment(properties, { ...passwords });
    say(`Kafka: starting ${KAFKA_IMAGE} in Docker (its image is pulled the first time) …`);
    const wanted = new GenericContainer(KAFKA_IMAGE)
      .withEnvironment({ ...passwords, KAFKA_HEAP_OPTS: '-Xmx256m' })
      .withCopyContentToContainer([{ content: properties, target: PROPERTIES, mode: 0o644 }])
      .withEntrypoint(['sh', '-c'])
      .withCommand([startCommand(dataDir)])
      .withExposedPorts({ container: INSIDE.platform, host: platform }, { container: INSIDE.partner, host: partner })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .withStartupTimeout(120_000);
    if (dataDir !== 'temporary') wanted.withBindMounts([{ source: volumeName('kafka', dataDir), target: DATA }]);
    const container = await wanted.start();
    const faults = await containerFaults(container.getId());
    const access = {
      brokers: [`${host}:${String(platform)}`],
      partnerBrokers: [`${host}:${String(partner)}`],
      platform: { username: 'platform', password: passwords.KAFKA_PLATFORM_PASSWORD },
    };
    return {
      ...access,
      description: `${KAFKA_IMAGE} in Docker`,
      addPartner: (name, password) => addPartner(access, name, password),
      kill: () => faults.kill(),
      restart: () => faults.start(),
      async stop() {
        await container.stop();
      },
    };
  } catch (error) {
    throw new RungGivesWay(`Docker could not start ${KAFKA_IMAGE}`, { cause: error });
  }
}

/** Formats what is not formatted and becomes the broker. One data folder always gets the same cluster id. */
function startCommand(dataDir: string): string {
  const clusterId = createHash('sha256').update(resolve(dataDir)).digest().subarray(0, 16).toString('base64url');
  const format = `/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t ${clusterId} -c ${PROPERTIES}`;
  return `${format} && exec /opt/kafka/bin/kafka-server-start.sh ${PROPERTIES}`;
}
