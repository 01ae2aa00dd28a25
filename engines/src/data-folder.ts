import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './engine-error.js';
import { takeLock } from './lock.js';

/** A run that ended a moment ago may still be stopping its engine; one that has not is not waited for. */
const patienceMs = (holder: string): number => (holder.endsWith('ending') ? 15_000 : 1_000);

/** Makes the folder in which an engine's data stay. Throws ENGINE_DATA_NOT_WRITABLE. */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new EngineError('ENGINE_DATA_NOT_WRITABLE', `${folder} cannot be written`, { cause: error });
  }
}

/**
 * Two engines on one folder would ruin it (Kafka opens its metadata log before it notices), so the folder is locked in
 * the name of the supervisor, the last to leave it. Gives the lock file, or null when another run is using the folder.
 */
export async function claimDataFolder(
  folder: string,
  supervisorPid: number,
  say: (line: string) => void,
): Promise<string | null> {
  const file = join(folder, 'in-use');
  const onWait = (): void => say(`${folder} is in use by another run, waiting a moment …`);
  return (await takeLock(file, supervisorPid, onWait, patienceMs)) === null ? null : file;
}
