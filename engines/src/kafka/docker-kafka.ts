import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { dockerHost, startContainer, type ContainerPlan } from '../docker.js';
import type { FindOptions, KafkaEngine } from '../engine.js';
import { freePorts } from '../free-ports.js';
import { newPasswords, type BrokerPasswords } from './broker-command.js';
import { addPartner, addReader, untilAnswering } from './partners.js';
import { requireEnvironment, serverProperties } from './server-properties.js';

const IMAGE = 'apache/kafka:4.1.1';
const INSIDE = { platform: 9092, partner: 9094, controller: 9093 } as const;
const DATA = '/var/lib/kafka/data';
const PROPERTIES = '/tmp/server.properties';
const SERVE_WITHIN_MS = 30_000;

/** The official image with the same listeners, users and rights as the broker we start ourselves. */
export async function startDockerKafka(options: Required<FindOptions>): Promise<KafkaEngine> {
  const passwords = newPasswords();
  const host = await dockerHost();
  // Chosen here, not by Docker: a broker must know where its clients see it.
  const [platform = 0, partner = 0] = await freePorts(2);
  const access = {
    brokers: [`${host}:${platform}`],
    partnerBrokers: [`${host}:${partner}`],
    platform: { username: 'platform', password: passwords.KAFKA_PLATFORM_PASSWORD },
  };
  options.say(`Kafka: starting ${IMAGE} in Docker (its image is pulled the first time) …`);
  const describe = await describeBroker(options.dataDir, passwords, { host, platform, partner });
  const container = await startContainer(
    {
      engine: 'kafka',
      image: IMAGE,
      dataPath: DATA,
      describe,
      untilServing: () => untilAnswering(access, SERVE_WITHIN_MS),
    },
    options,
  );
  options.say(`Kafka: ready on port ${platform}, partners on port ${partner}`);
  return {
    ...access,
    ...container,
    description: `${IMAGE} in Docker`,
    addPartner: (name, password, topicPrefix) => addPartner(access, name, password, topicPrefix),
    addReader: (name, password, topics) => addReader(access, name, password, topics),
  };
}

async function describeBroker(
  dataDir: string,
  passwords: BrokerPasswords,
  { host, platform, partner }: { host: string; platform: number; partner: number },
): Promise<ContainerPlan['describe']> {
  const { Wait } = await import('testcontainers');
  const properties = serverProperties(
    { bind: '0.0.0.0', advertised: host, ports: INSIDE, advertisedPorts: { platform, partner } },
    `${DATA}/log`,
  );
  requireEnvironment(properties, passwords);
  return (image) =>
    image
      .withEnvironment({ ...passwords, KAFKA_HEAP_OPTS: '-Xmx256m' })
      .withCopyContentToContainer([{ content: properties, target: PROPERTIES, mode: 0o644 }])
      .withEntrypoint(['sh', '-c'])
      .withCommand([startCommand(dataDir)])
      .withExposedPorts({ container: INSIDE.platform, host: platform }, { container: INSIDE.partner, host: partner })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/));
}

/** Formats what is not formatted and becomes the broker. One data folder always gets the same cluster id. */
function startCommand(dataDir: string): string {
  const clusterId = createHash('sha256').update(resolve(dataDir)).digest().subarray(0, 16).toString('base64url');
  const format = `/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t ${clusterId} -c ${PROPERTIES}`;
  return `${format} && exec /opt/kafka/bin/kafka-server-start.sh ${PROPERTIES}`;
}
