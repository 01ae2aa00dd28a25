import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir, ensureCached } from '../cache.js';
import { findOnPath, giveWayOnFailure, runCommand } from '../command.js';
import { archiveClasses } from './class-archive.js';
import type { Java } from './java.js';
import { formatTemplate } from './template.js';

const KAFKA_VERSION = '4.1.1';
export const KAFKA_FOLDER = `kafka-2.13-${KAFKA_VERSION}`;
const MANIFEST = 'complete.json';
const TELL_EVERY_MS = 2_000;

/** The Kafka in the cache, or null when it is not there or not whole. */
export async function findKafkaFolder(cache: string = cacheDir()): Promise<string | null> {
  const folder = join(cache, KAFKA_FOLDER);
  return (await isKafkaWhole(folder)) ? folder : null;
}

/** Fetches Kafka by Maven into the cache, once (43 MB, then about 10 s), and prepares what makes it start quickly. */
export async function installKafka(
  java: Java,
  say: (line: string) => void,
  cache: string = cacheDir(),
): Promise<string> {
  return ensureCached(
    { name: KAFKA_FOLDER, isWhole: isKafkaWhole, build: (folder) => build(folder, java, say) },
    say,
    cache,
  );
}

/** Every jar and the template as large as when they were written; a manifest is the last thing a build writes. */
export async function isKafkaWhole(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return false;
  const sizes = parseManifest(text);
  if (sizes === null) return false;
  const whole = await Promise.all(sizes.map(async ([file, size]) => (await sizeOf(join(folder, file))) === size));
  return whole.every(Boolean);
}

async function build(folder: string, java: Java, say: (line: string) => void): Promise<void> {
  const maven = findOnPath('mvn');
  if (maven === null) throw new Error('mvn vanished while Kafka was being fetched');
  say(`Kafka: fetching Kafka ${KAFKA_VERSION} by Maven (43 MB, once) …`);
  await writeFile(join(folder, 'pom.xml'), POM);
  const args = ['-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars', '-DincludeScope=runtime'];
  await giveWayOnFailure('Maven could not fetch Kafka', say, () =>
    runCommand(maven, args, { cwd: folder, onLine: tellProgress(say) }),
  );
  say('Kafka: preparing a formatted data folder …');
  await formatTemplate(folder, java);
  await archiveClasses(folder, java, say);
  const files = [...(await filesIn(folder, 'jars')), ...(await filesIn(folder, 'template'))];
  const sizes = await Promise.all(files.map(async (file) => [file, await sizeOf(join(folder, file))]));
  await writeFile(join(folder, MANIFEST), JSON.stringify(Object.fromEntries(sizes), null, 1));
}

function parseManifest(text: string): readonly (readonly [string, number])[] | null {
  try {
    const sizes: unknown = JSON.parse(text);
    if (typeof sizes !== 'object' || sizes === null) return null;
    const entries = Object.entries(sizes).map(([file, size]) => [file, Number(size)] as const);
    return entries.length === 0 ? null : entries;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function filesIn(folder: string, name: string): Promise<readonly string[]> {
  await mkdir(join(folder, name), { recursive: true });
  return (await readdir(join(folder, name))).sort().map((file) => `${name}/${file}`);
}

async function sizeOf(file: string): Promise<number | null> {
  const info = await stat(file).catch(() => null);
  return info === null ? null : info.size;
}

function tellProgress(say: (line: string) => void): (line: string) => void {
  let fetched = 0;
  let saidAt = Date.now();
  return (line) => {
    if (!/^(?:\[INFO\] )?Downloaded from /.test(line)) return;
    fetched += 1;
    if (Date.now() - saidAt < TELL_EVERY_MS) return;
    saidAt = Date.now();
    say(`Kafka: ${String(fetched)} files fetched …`);
  };
}

/** slf4j-simple: without a binding Kafka's log lines are lost, and with them the one that says it is ready. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>vn.motcua</groupId>
  <artifactId>kafka-for-development</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
