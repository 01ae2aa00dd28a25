import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Kafka's class path, relative to its folder (which is the working directory of every Java started here) and sorted: a
 * class archive fits only the exact class path it was made with, and a relative one survives the folder's renaming.
 */
export async function kafkaClassPath(folder: string): Promise<string> {
  const jars = (await readdir(join(folder, 'jars'))).filter((file) => file.endsWith('.jar')).sort();
  return jars.map((jar) => join('jars', jar)).join(delimiter);
}
