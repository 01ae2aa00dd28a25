// After the engine tests: what jest-setup.mjs started is stopped. Should this not run, the supervisors do it.
export default async function teardown() {
  await Promise.all((globalThis.motcuaEngines ?? []).map((engine) => engine.stop()));
}
