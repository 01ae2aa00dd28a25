import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { superviseEngine } from '../supervised-process.js';
import { brokerCommand, prepareBroker } from './broker-command.js';
import type { Java } from './java.js';

const DUMP_WITHIN_MS = 60_000;

/**
 * Makes the archive of Kafka's loaded classes for this Java, unless it is there: with it a broker is ready in half the
 * time. Costs one start and stop of a throw-away broker (about 8 s); 50 MB. Gives its path relative to `folder`.
 */
export async function archiveClasses(folder: string, java: Java, say: (line: string) => void): Promise<string> {
  const archive = join('cds', `kafka-java-${java.version}.jsa`);
  if ((await stat(join(folder, archive)).catch(() => null)) !== null) return archive;
  say(`Kafka: preparing quick starts with Java ${java.version} (once) …`);
  await mkdir(join(folder, 'cds'), { recursive: true });
  const dumped = join('cds', `dumping-${String(process.pid)}.jsa`);
  await rm(join(folder, dumped), { force: true });
  const supervised = await superviseEngine({
    name: 'kafka-archive',
    dataDir: 'temporary',
    say,
    patienceMs: DUMP_WITHIN_MS,
  });
  try {
    const broker = await prepareBroker(folder, supervised.folder);
    await supervised.run(await brokerCommand(folder, java, broker, `-XX:ArchiveClassesAtExit=${dumped}`));
  } finally {
    await supervised.stop();
  }
  await rename(join(folder, dumped), join(folder, archive));
  return archive;
}
