import type { FindOptions, KafkaEngine } from '../engine.js';
import { startOnFreePorts } from '../start-on-free-ports.js';
import { superviseEngine } from '../supervised-process.js';
import { brokerCommand, prepareBroker, type PreparedBroker } from './broker-command.js';
import { archiveClasses } from './class-archive.js';
import type { Java } from './java.js';
import { addPartner, addReader, type KafkaAccess } from './partners.js';

/** Starts the Kafka in `folder` with its data below `dataDir` and keeps it as long as this process lives. */
export async function startLocalKafka(
  folder: string,
  java: Java,
  description: string,
  { dataDir, say }: Required<FindOptions>,
): Promise<KafkaEngine> {
  const archive = await archiveClasses(folder, java, say);
  const supervised = await superviseEngine({ name: 'kafka', dataDir, say });
  try {
    const startedAt = Date.now();
    const { broker, command } = await startOnFreePorts('Kafka', async () => {
      const prepared = await prepareBroker(folder, supervised.folder);
      const run = await brokerCommand(folder, java, prepared, `-XX:SharedArchiveFile=${archive}`);
      await supervised.run(run);
      return { broker: prepared, command: run };
    });
    const access = accessTo(broker);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    say(`Kafka: ready on ${access.brokers.join()} after ${seconds} s, partners on port ${broker.ports.partner}`);
    return {
      ...access,
      description,
      addPartner: (name, password, topicPrefix) => addPartner(access, name, password, topicPrefix),
      addReader: (name, password, topics) => addReader(access, name, password, topics),
      kill: () => supervised.kill(),
      async restart() {
        await supervised.kill();
        await supervised.run(command);
      },
      stop: () => supervised.stop(),
    };
  } catch (error) {
    await supervised.stop();
    throw error;
  }
}

function accessTo({ ports, passwords }: PreparedBroker): KafkaAccess {
  return {
    brokers: [`127.0.0.1:${ports.platform}`],
    partnerBrokers: [`127.0.0.1:${ports.partner}`],
    platform: { username: 'platform', password: passwords.KAFKA_PLATFORM_PASSWORD },
  };
}
