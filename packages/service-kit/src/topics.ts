import { topics as declaredTopics, type TopicDeclaration } from '@motcua/event-contracts';
import type { Kafka } from './kafka-port.js';

/**
 * Creates the declared topics that do not exist yet. Safe to run again and in two places at once. A topic that exists is
 * left as it is: keys would change their partition, and with it their order, if its partition count were changed.
 */
export async function createTopics(
  kafka: Kafka,
  topics: readonly TopicDeclaration[] = declaredTopics(),
): Promise<{ readonly created: readonly string[] }> {
  const admin = await kafka.openAdmin();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(name));
    if (missing.length > 0) await admin.createTopics(missing);
    return { created: missing.map(({ name }) => name) };
  } finally {
    await admin.close();
  }
}
