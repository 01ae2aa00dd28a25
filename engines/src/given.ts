/** Set by jest-setup.mjs: the engines named in the environment are those it started for all tests of the run. */
const OF_THIS_TEST_RUN = 'MOTCUA_TEST_RUN_ENGINES';

/**
 * The value of a variable that names an engine, or why there is none. What a test run published for its own tests is
 * no gift to a test that looks for an engine: that one wants an engine of its own, to kill.
 */
export function givenBy(
  name: 'MONGODB_URL' | 'KAFKA_BROKERS',
  env: NodeJS.ProcessEnv = process.env,
): { readonly value: string } | { readonly why: string } {
  const value = env[name] ?? '';
  if (value === '') return { why: `no ${name}` };
  if ((env[OF_THIS_TEST_RUN] ?? '') !== '') return { why: `${name} is that of all tests` };
  return { value };
}
