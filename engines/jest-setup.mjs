// Before the engine tests of one jest run: one MongoDB and one Kafka for all of them, with data that vanish with the run.
import { build } from '../tooling/build.mjs';

export default async function setup() {
  await build();
  const { engineEnvironment, EngineError, findKafka, findMongo } = await import('./dist/index.js');
  const say = (line) => process.stderr.write(`${line}\n`);
  const found = await Promise.allSettled([
    findMongo({ dataDir: 'temporary', say }),
    findKafka({ dataDir: 'temporary', say }),
  ]);
  const [mongo, kafka] = found.map(({ value }) => value);
  globalThis.motcuaEngines = [mongo, kafka].filter((engine) => engine !== undefined);
  if (mongo === undefined || kafka === undefined) {
    await Promise.all(globalThis.motcuaEngines.map((engine) => engine.stop()));
    const reasons = found.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    for (const reason of reasons)
      say(reason instanceof EngineError ? `${reason.code}: ${reason.message}` : String(reason));
    throw reasons[0];
  }
  // The mark: a test that looks for an engine finds one of its own, to kill, not the one that all tests share.
  Object.assign(process.env, engineEnvironment(mongo, kafka), { MOTCUA_TEST_RUN_ENGINES: 'shared' });
}
