// npm run -s dead-letters -- list|show|replay [--topic T] [--group G] [--id ID] [--all]
import { parseArgs } from 'node:util';
import { connectCommandKafka, runCommand, toTable } from './command-kafka.js';
import { listDeadLetters, replayDeadLetter, type LetterFilter, type ListedLetter } from './dead-letters.js';
import type { Kafka } from './kafka-port.js';
import { createLifecycle } from './lifecycle.js';
import { createLog } from './log.js';
import { startPublisher } from './publisher.js';

const usage = `npm run -s dead-letters -- list   [--topic dossier.v1] [--group payments] [--id ID]
npm run -s dead-letters -- show   --id ID
npm run -s dead-letters -- replay --id ID | --topic … | --group … | --all   (those not sent again yet; --id: again)`;

await runCommand(async () => {
  const { command, filter, all } = readArguments();
  if (command === 'list') return list(await listDeadLetters(connectCommandKafka('dead-letters-command'), filter));
  if (command === 'show') return show(await listDeadLetters(connectCommandKafka('dead-letters-command'), filter));
  if (command === 'replay' && (all || Object.keys(filter).length > 0)) {
    return replay(connectCommandKafka('dead-letters-command'), filter);
  }
  console.error(usage);
  return 2;
});

function readArguments(): {
  readonly command: string | undefined;
  readonly filter: LetterFilter;
  readonly all: boolean;
} {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { topic: text, group: text, id: text, all: { type: 'boolean', default: false } },
  });
  const { all, ...filter } = values;
  return { command: positionals[0], filter, all };
}

function list(letters: readonly ListedLetter[]): number {
  const rows = letters.map(({ id, reason, detail, diedAt, replayedAt }) => [
    id,
    reason,
    detail,
    diedAt.toISOString(),
    replayedAt === null ? 'waiting' : `sent again ${replayedAt.toISOString()}`,
  ]);
  if (rows.length > 0) console.log(toTable([['id', 'reason', 'detail', 'since', ''], ...rows]));
  const waiting = letters.filter(({ replayedAt }) => replayedAt === null).length;
  console.log(`${letters.length} dead letters, ${waiting} waiting`);
  return 0;
}

function show(letters: readonly ListedLetter[]): number {
  for (const { id, reason, detail, message } of letters) {
    console.log(`${id}\nreason: ${reason} ${detail}\nkey: ${message.key?.toString() ?? ''}`);
    for (const [name, value] of Object.entries(message.headers)) console.log(`${name}: ${value.toString()}`);
    console.log(`\n${message.value?.toString() ?? ''}\n`);
  }
  return letters.length === 0 ? nothingFits() : 0;
}

async function replay(kafka: Kafka, filter: LetterFilter): Promise<number> {
  const letters = await listDeadLetters(kafka, filter);
  const chosen = letters.filter(({ replayedAt }) => replayedAt === null || filter.id !== undefined);
  const log = createLog({ name: 'dead-letters', level: 'error' });
  const lifecycle = createLifecycle(log);
  try {
    const publisher = startPublisher(kafka, lifecycle, log);
    for (const letter of chosen) {
      await replayDeadLetter(publisher, letter, new Date());
      console.log(`${letter.id} sent again to ${letter.topic} for ${letter.groupId}`);
    }
  } finally {
    await lifecycle.close();
  }
  return letters.length === 0 ? nothingFits() : 0;
}

function nothingFits(): number {
  console.error('no dead letter fits');
  return 1;
}
