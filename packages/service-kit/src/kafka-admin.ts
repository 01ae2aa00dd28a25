import { setTimeout as delay } from 'node:timers/promises';
import type { ClientAdmin, KafkaAdmin, PartitionOffset } from './kafka.js';

/** The administration part of the port: what exists, how far it goes, how far a group has read. */
export async function openKafkaAdmin(admin: ClientAdmin, prefix: string): Promise<KafkaAdmin> {
  await admin.connect();
  const listTopics = async () => {
    const names = await admin.listTopics();
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  };
  return {
    listTopics,
    async createTopics(topics) {
      const toCreate = topics.map(({ name, partitions, config }) => ({
        topic: prefix + name,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([entry, value]) => ({ name: entry, value })),
      }));
      await admin.createTopics({ topics: toCreate, waitForLeaders: false });
      await untilServed(
        admin,
        toCreate.map(({ topic }) => topic),
      );
    },
    deleteTopics: (names) => admin.deleteTopics({ topics: names.map((name) => prefix + name) }),
    async partitionsOf(names) {
      const { topics } = await admin.fetchTopicMetadata({ topics: names.map((name) => prefix + name) });
      return new Map(topics.map(({ name, partitions }) => [name.slice(prefix.length), partitions.length]));
    },
    async boundsOf(topic) {
      const bounds = await admin.fetchTopicOffsets(prefix + topic);
      return bounds.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
    },
    async committedBy(groupId, topics) {
      const committed = await admin.fetchOffsets({
        groupId: prefix + groupId,
        topics: topics.map((name) => prefix + name),
      });
      return new Map(committed.map(({ topic, partitions }) => [topic.slice(prefix.length), partitions.map(toOffset)]));
    },
    close: () => admin.disconnect(),
  };
}

const longestWaitMs = 15_000;

/**
 * Trap: a broker answers "does not host this topic-partition" for a moment after creating a topic, and the client's own
 * waiting takes that for a fault.
 */
async function untilServed(admin: ClientAdmin, topics: string[]): Promise<void> {
  const endsAt = performance.now() + longestWaitMs;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      if (performance.now() > endsAt) throw error;
    }
    await delay(50);
  }
}

function toOffset({ partition, offset }: { readonly partition: number; readonly offset: string }): PartitionOffset {
  return { partition, offset: BigInt(offset) };
}
