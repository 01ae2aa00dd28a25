import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from './engine-error.js';

const PORT_TAKEN = /address (?:already )?in use|bind.*failed|failed to bind/i;
const DATA_IN_USE =
  /resource busy|Failed to acquire lock|DBPathInUse|already being managed by another process|already running/i;
const PORT_TRIES = 5;
const DATA_PATIENCE_MS = 15_000;

/**
 * Starts an engine, with new ports when somebody was quicker, and with patience when its data are still held by the
 * engine of a run that ended a moment ago. Throws ENGINE_DATA_IN_USE when they stay held, ENGINE_DID_NOT_START otherwise.
 */
export async function startWithPatience<Started>(
  what: string,
  say: (line: string) => void,
  start: () => Promise<Started>,
): Promise<Started> {
  const giveUpAt = Date.now() + DATA_PATIENCE_MS;
  let portTries = 0;
  let waited = false;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'ENGINE_DID_NOT_START') throw error;
      if (DATA_IN_USE.test(error.message)) {
        if (Date.now() > giveUpAt) {
          throw new EngineError(
            'ENGINE_DATA_IN_USE',
            `${what}: its data folder is in use by another run; stop that one first`,
          );
        }
        if (!waited) say(`${what}: its data are still in use by another run, waiting …`);
        waited = true;
        // Nothing tells a process that another one has let go of a file lock.
        await delay(500);
        continue;
      }
      portTries += 1;
      if (!PORT_TAKEN.test(error.message) || portTries >= PORT_TRIES) {
        throw new EngineError('ENGINE_DID_NOT_START', `${what}: ${error.message}`);
      }
    }
  }
}
