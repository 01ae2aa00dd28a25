import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Every setting that is missing or wrong, by name and what is expected; never with the value, which may be a secret. */
export class EnvironmentProblem extends Error {
  constructor(readonly problems: readonly { readonly name: string; readonly expected: string }[]) {
    super(`environment: ${problems.map(({ name, expected }) => `${name}: ${expected}`).join('; ')}`);
    this.name = 'EnvironmentProblem';
  }
}

/**
 * Every secret and key id made for development or tests contains this word, so that production can refuse it wherever it
 * turns up: `notifications-development-only-1` as a key id, `development-only-bank-secret` as a password.
 */
export const developmentMarker = 'development-only';
const wornOutSecrets: ReadonlySet<string> = new Set(['secret', 'password', 'changeme', 'motcua', 'admin', 'test']);

/**
 * Reads the settings a process needs, all problems at once. `NAME_FILE` names a file to read `NAME` from (a mounted
 * secret). An empty value counts as absent. With `NODE_ENV=production`, or without any NODE_ENV, secrets made for
 * development and settings with `.meta({ developmentOnly: true })` are refused. Give a schema `.describe('…')` to say
 * what is expected.
 */
export function parseEnv<T extends z.ZodRawShape>(
  shape: T,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<T>> {
  const read = Object.keys(shape).map((name) => readSetting(name, source));
  const unreadable = new Map(read.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem]])));
  const values = Object.fromEntries(read.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  const parsed = z.object(shape).safeParse(values);
  const problems = [
    ...[...unreadable].map(([name, expected]) => ({ name, expected })),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => toProblem(issue, shape, values))).filter(
      ({ name }) => !unreadable.has(name),
    ),
    ...refusedInProduction(shape, values, source),
  ];
  if (problems.length > 0 || !parsed.success) throw new EnvironmentProblem(problems);
  return parsed.data;
}

function readSetting(name: string, source: NodeJS.ProcessEnv): { name: string; value?: string; problem?: string } {
  const direct = source[name];
  const file = source[`${name}_FILE`];
  const hasDirect = direct !== undefined && direct !== '';
  if (file === undefined || file === '') return hasDirect ? { name, value: direct } : { name };
  if (hasDirect) return { name, problem: `set either ${name} or ${name}_FILE, not both` };
  try {
    return { name, value: readFileSync(file, 'utf8').replace(/\r?\n$/, '') };
  } catch {
    // The reason is in the problem: the file named cannot be read. Its path is configuration, not a secret.
    return { name, problem: `${name}_FILE names a file that cannot be read` };
  }
}

function toProblem(
  issue: z.core.$ZodIssue,
  shape: z.ZodRawShape,
  values: Readonly<Record<string, string>>,
): { name: string; expected: string } {
  const name = String(issue.path[0] ?? 'environment');
  const wanted = metaOf(shape[name])?.description ?? issue.message;
  return { name, expected: name in values ? `is not as expected: ${wanted}` : `missing, expected: ${wanted}` };
}

function metaOf(schema: z.core.$ZodType | undefined): z.core.GlobalMeta | undefined {
  return schema === undefined ? undefined : z.globalRegistry.get(schema);
}

function refusedInProduction(
  shape: z.ZodRawShape,
  values: Readonly<Record<string, string>>,
  source: NodeJS.ProcessEnv,
): { name: string; expected: string }[] {
  if ((source['NODE_ENV'] || 'production') !== 'production') return [];
  const given = Object.entries(values);
  return [
    ...given
      .filter(([name, value]) => value.includes(developmentMarker) || isWornOut(name, value))
      .map(([name]) => ({ name, expected: 'a secret made for development is refused in production' })),
    ...given
      .filter(([name]) => metaOf(shape[name])?.['developmentOnly'] === true)
      .map(([name]) => ({ name, expected: 'is for development and tests alone' })),
  ];
}

function isWornOut(name: string, value: string): boolean {
  return /PASSWORD|SECRET|KEY|TOKEN/.test(name) && wornOutSecrets.has(value.toLowerCase());
}
