// npm run -s topics: creates the declared topics that are missing and prints all of them.
import { topics } from '@motcua/event-contracts';
import { connectCommandKafka, runCommand, toTable } from './command-kafka.js';
import { createTopics } from './topics.js';

await runCommand(async () => {
  const kafka = connectCommandKafka('topics-command');
  const declared = topics();
  const { created } = await createTopics(kafka, declared);
  const admin = await kafka.openAdmin();
  try {
    const actual = await admin.partitionsOf(declared.map(({ name }) => name));
    const different = declared.filter(({ name, partitions }) => actual.get(name) !== partitions);
    const rows = declared.map(({ name, config }) => [
      name,
      String(actual.get(name) ?? 0),
      created.includes(name) ? 'created' : 'existed',
      Object.entries(config)
        .map(([entry, value]) => `${entry}=${value}`)
        .join(' '),
    ]);
    console.log(toTable([['topic', 'partitions', '', 'as declared'], ...rows]));
    for (const { name, partitions } of different) {
      console.error(
        `${name} is declared with ${partitions} partitions. A live topic keeps the number it has: its order depends on it.`,
      );
    }
    return different.length === 0 ? 0 : 1;
  } finally {
    await admin.close();
  }
});
