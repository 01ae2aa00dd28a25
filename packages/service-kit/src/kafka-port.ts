/**
 * What the platform asks of a Kafka client, so that another client can take this one's place. All names of topics and
 * groups here are logical: the prefix that keeps test runs apart is added and removed inside the port.
 */
export interface Kafka {
  readonly topicPrefix: string;
  /** The same cluster under another prefix. */
  withPrefix(topicPrefix: string): Kafka;
  openProducer(): Promise<KafkaProducer>;
  openConsumer(options: ConsumerOptions): Promise<KafkaConsumer>;
  /** Hears what is said from now on; rejects within seconds when Kafka is away. */
  openTail(options: TailOptions): Promise<KafkaConsumer>;
  openAdmin(): Promise<KafkaAdmin>;
}

export interface OutgoingMessage {
  readonly topic: string;
  /** Decides the partition, so that what has one key stays in order. */
  readonly key: string | Buffer;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string | Buffer>>;
}

export interface IncomingMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** When the broker or the producer stamped it. */
  readonly timestamp: Date;
}

export interface KafkaProducer {
  /** Resolves when every replica that must have the messages has them. One call at a time: see `startPublisher`. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
  /** Everything up to this offset is dealt with; the next fetch starts behind it. */
  readonly resolve: (offset: string) => void;
  /** Stores what was resolved, so that another member of the group starts behind it. */
  readonly commit: () => Promise<void>;
  /** Keeps the membership; rejects when the group is rebalancing, and that rejection must leave `onBatch`. */
  readonly heartbeat: () => Promise<void>;
  /** Fetches nothing from this partition until the answered function is called; then again from the first unresolved. */
  readonly pause: () => () => void;
  /** False when the consumer is closing or was moved elsewhere meanwhile. */
  readonly isCurrent: () => boolean;
}

/** Partitions by topic. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

export interface ConsumerOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** How many partitions are worked on at once. */
  readonly concurrency: number;
  readonly onBatch: (batch: IncomingBatch) => Promise<void>;
  readonly onJoined?: (assignment: Assignment) => void;
  /** The client gave up for good and will not come back by itself. */
  readonly onCrash: (error: Error) => void;
}

/** For whoever keeps no place: nothing is committed, and what was said while it was away is never heard. */
export interface TailOptions {
  /** Of this process alone; leaves nothing behind. */
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly onMessage: (message: IncomingMessage) => void;
  /** A place at the end of every partition is about to be taken: something may have been missed until the next `onFetched`. */
  readonly onJoined: () => void;
  /** A broker answered, also when there was nothing new: several times a second while all is well. */
  readonly onFetched: () => void;
  /** It will not come back by itself; close it and open another. */
  readonly onCrash: (error: Error) => void;
}

export interface KafkaConsumer {
  /** Finishes the batch in hand and leaves the group. Never from inside `onBatch`: it waits for itself there. */
  close(): Promise<void>;
}

export interface TopicToCreate {
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface PartitionOffset {
  readonly partition: number;
  readonly offset: bigint;
}

export interface KafkaAdmin {
  listTopics(): Promise<readonly string[]>;
  createTopics(topics: readonly TopicToCreate[]): Promise<void>;
  /** Removes topics with everything in them; for tests. */
  deleteTopics(names: readonly string[]): Promise<void>;
  partitionsOf(names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** First kept and next free offset of each partition. */
  boundsOf(
    topic: string,
  ): Promise<readonly { readonly partition: number; readonly low: bigint; readonly high: bigint }[]>;
  /** What a group has committed; -1 where nothing. */
  committedBy(groupId: string, topics: readonly string[]): Promise<ReadonlyMap<string, readonly PartitionOffset[]>>;
  close(): Promise<void>;
}
