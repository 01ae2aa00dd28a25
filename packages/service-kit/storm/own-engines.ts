import { engineEnvironment, findKafka, findMongo, type FaultHooks } from '@motcua/engines';

/** Engines that nobody else uses, so that they may be killed. */
export interface OwnEngines {
  readonly environment: NodeJS.ProcessEnv;
  readonly mongo: Required<FaultHooks>;
  readonly kafka: Required<FaultHooks>;
  readonly stop: () => Promise<void>;
}

/** Null where engines can only be had as given ones: what others use is not killed. */
export async function findOwnEngines(): Promise<OwnEngines | null> {
  const { MONGODB_URL, KAFKA_BROKERS } = process.env;
  delete process.env['MONGODB_URL'];
  delete process.env['KAFKA_BROKERS'];
  const options = { dataDir: 'temporary', say: () => undefined };
  const found = await Promise.allSettled([findMongo(options), findKafka(options)]);
  Object.assign(
    process.env,
    MONGODB_URL === undefined ? {} : { MONGODB_URL },
    KAFKA_BROKERS === undefined ? {} : { KAFKA_BROKERS },
  );
  const [mongo, kafka] = found;
  const stop = async (): Promise<void> => {
    for (const engine of found) if (engine.status === 'fulfilled') await engine.value.stop();
  };
  if (mongo.status === 'rejected' || kafka.status === 'rejected') return stop().then(() => null);
  const hooks = { mongo: hooksOf(mongo.value), kafka: hooksOf(kafka.value) };
  if (hooks.mongo === null || hooks.kafka === null) return stop().then(() => null);
  return { environment: engineEnvironment(mongo.value, kafka.value), mongo: hooks.mongo, kafka: hooks.kafka, stop };
}

function hooksOf(engine: FaultHooks): Required<FaultHooks> | null {
  const [kill, restart] = [engine.kill?.bind(engine), engine.restart?.bind(engine)];
  return kill === undefined || restart === undefined ? null : { kill, restart };
}
