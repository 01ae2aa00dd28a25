import { EngineError } from '../engine-error.js';
import type { MongoEngine } from '../engine.js';
import { answersPing } from './mongo-commands.js';
import { withoutDatabase } from './mongo-url.js';

const ANSWER_WITHIN_MS = 5_000;

/** The MongoDB named by `MONGODB_URL`. It is not ours: nothing is started, stopped or killed. */
export async function useGivenMongo(url: string): Promise<MongoEngine> {
  const engineUrl = withoutDatabase(url);
  if (!(await answersPing(engineUrl, ANSWER_WITHIN_MS))) {
    throw new EngineError(
      'MONGODB_UNREACHABLE',
      `MONGODB_URL is set, but no MongoDB lets us in there within ${String(ANSWER_WITHIN_MS / 1000)} s. Correct it, or unset it to let one be found`,
    );
  }
  return { url: engineUrl, description: 'given by MONGODB_URL', stop: () => Promise.resolve() };
}
