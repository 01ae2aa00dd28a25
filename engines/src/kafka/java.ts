import { join } from 'node:path';
import { findOnPath, tryCommand } from '../command.js';
import { withoutVariables } from '../environment.js';

export interface Java {
  readonly binary: string;
  /** As the machine says it, `17.0.15`; a class archive fits one version only. */
  readonly version: string;
}

const OLDEST_MAJOR = 17;

/** Java 17 or newer of `JAVA_HOME` or PATH, or null. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java | null> {
  const home = env['JAVA_HOME'];
  const candidates = [home === undefined || home === '' ? null : join(home, 'bin', 'java'), findOnPath('java', env)];
  for (const binary of candidates) {
    if (binary === null) continue;
    const output = await tryCommand(binary, ['-version'], { env, timeoutMs: 10_000 });
    const version = output === null ? undefined : /version "([^"]+)"/.exec(output)?.[1];
    if (version !== undefined && Number.parseInt(version, 10) >= OLDEST_MAJOR) return { binary, version };
  }
  return null;
}

/** A small heap, the quickest collector to start, and no second compiler: a broker for one machine and a few minutes. */
export const JAVA_FLAGS = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] as const;

/** JAVA_TOOL_OPTIONS and its kin would change the heap chosen here and print into the output that is read. */
export function withoutJavaOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return withoutVariables(env, ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS']);
}
