import { EngineError } from './engine-error.js';

const PORT_TAKEN = /address (?:already )?in use|failed to bind/i;
const TRIES = 5;

/**
 * Starts an engine on free ports, and once more on others when somebody was quicker. `start` chooses the ports itself.
 * Throws ENGINE_DID_NOT_START with the end of the engine's output.
 */
export async function startOnFreePorts<Started>(what: string, start: () => Promise<Started>): Promise<Started> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'ENGINE_DID_NOT_START') throw error;
      if (tries < TRIES && PORT_TAKEN.test(error.message)) continue;
      throw new EngineError('ENGINE_DID_NOT_START', `${what}: ${error.message}`);
    }
  }
}
