import { deadLetterTopic, topics } from '@motcua/event-contracts';
import { parseDeadLetter, parseReplayMark, toReplay, toReplayMark, type DeadLetter } from './dead-letter.js';
import type { Kafka } from './kafka-port.js';
import type { Publisher } from './publisher.js';
import { readTopic } from './read-topic.js';

export interface ListedLetter extends DeadLetter {
  /** When it was last sent again; null when never. */
  readonly replayedAt: Date | null;
}

export interface LetterFilter {
  readonly topic?: string;
  readonly group?: string;
  readonly id?: string;
}

/** All dead letters that are kept (90 days), oldest first, each once. */
export async function listDeadLetters(kafka: Kafka, filter: LetterFilter = {}): Promise<readonly ListedLetter[]> {
  const letters = new Map<string, ListedLetter>();
  for (const topic of await deadLetterTopics(kafka, filter)) {
    for (const message of await readTopic(kafka, topic)) {
      const letter = parseDeadLetter(message);
      const mark = parseReplayMark(message);
      if (letter !== null && !letters.has(letter.id)) letters.set(letter.id, { ...letter, replayedAt: null });
      const marked = mark === null ? undefined : letters.get(mark.id);
      if (mark !== null && marked !== undefined) letters.set(mark.id, { ...marked, replayedAt: mark.at });
    }
  }
  return [...letters.values()]
    .filter(
      ({ id, topic, groupId }) =>
        matches(filter.id, id) && matches(filter.topic, topic) && matches(filter.group, groupId),
    )
    .sort((one, other) => one.diedAt.getTime() - other.diedAt.getTime());
}

/**
 * Sends a letter's original bytes to its topic again, for its group alone, then notes in the dead-letter topic that it
 * did. Cut off between the two, it may be sent twice: reactions see a repetition as such. If it fails again, it becomes a
 * new letter.
 */
export async function replayDeadLetter(publisher: Publisher, letter: DeadLetter, at: Date): Promise<void> {
  const declared = topics().find(({ name }) => name === letter.topic);
  await publisher.send([toReplay(letter, declared?.config['cleanup.policy'] === 'compact')]);
  await publisher.send([toReplayMark(letter, at)]);
}

async function deadLetterTopics(kafka: Kafka, { topic, group }: LetterFilter): Promise<readonly string[]> {
  const admin = await kafka.openAdmin();
  try {
    const existing = (await admin.listTopics()).filter((name) => name.endsWith('.dead'));
    const wanted = topic === undefined || group === undefined ? undefined : deadLetterTopic(topic, group);
    return wanted === undefined ? existing.toSorted() : existing.filter((name) => name === wanted);
  } finally {
    await admin.close();
  }
}

function matches(wanted: string | undefined, actual: string): boolean {
  return wanted === undefined || wanted === actual;
}
