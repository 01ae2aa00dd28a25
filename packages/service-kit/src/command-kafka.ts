import { existsSync } from 'node:fs';
import { EnvironmentProblem, parseEnv } from './env.js';
import { connectKafka } from './kafka.js';
import type { Kafka } from './kafka-port.js';
import { serviceEnv } from './service-env.js';

const { NODE_ENV, KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA } = serviceEnv;
const shape = { NODE_ENV, KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA };

/** Where a platform started in this checkout says how to reach its Kafka. */
const platformFile = '.motcua/platform.env';

/** For a command at a terminal: the Kafka that the environment names, else the one of the platform running here. */
export function connectCommandKafka(clientId: string): Kafka {
  if (process.env['KAFKA_BROKERS'] === undefined && existsSync(platformFile)) process.loadEnvFile(platformFile);
  return connectKafka(parseEnv(shape), clientId);
}

/** Runs a command; what went wrong is one line on standard error and exit code 1, never a stack. */
export async function runCommand(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.exitCode = 1;
    const problems = error instanceof EnvironmentProblem ? error.problems : [];
    for (const { name, expected } of problems) console.error(`${name}: ${expected}`);
    if (problems.length === 0) console.error(error instanceof Error ? error.message : String(error));
  }
}

/** Columns as wide as their widest cell. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
