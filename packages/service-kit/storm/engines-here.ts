import { engineEnvironment, findKafka, findMongo } from '@motcua/engines';

/** The engines a program runs on, found or started for it, as environment variables; `stop` gives them back. */
export async function findEngines(): Promise<{
  readonly environment: NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
}> {
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const options = { dataDir: 'temporary', say };
  const [mongo, kafka] = await Promise.all([findMongo(options), findKafka(options)]);
  return {
    environment: { ...process.env, ...engineEnvironment(mongo, kafka) },
    async stop() {
      await Promise.all([mongo.stop(), kafka.stop()]);
    },
  };
}
