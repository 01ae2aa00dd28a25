import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createLifecycle, superviseProcess, type Lifecycle } from './lifecycle.js';
import { createLog, type Log } from './log.js';

/**
 * Last line of every `main.ts`: starts the process when the module is what node was asked to run, does nothing when a
 * test imports it. A start that fails is logged and ends with exit code 1.
 */
export async function runWhenMain(
  moduleUrl: string,
  name: string,
  start: (lifecycle: Lifecycle, log: Log) => Promise<{ readonly url: string }>,
): Promise<void> {
  if (!isMain(moduleUrl)) return;
  const log = createLog({ name, level: process.env['LOG_LEVEL'] || 'info' });
  const lifecycle = createLifecycle(log);
  superviseProcess(lifecycle, log);
  try {
    const { url } = await start(lifecycle, log);
    log.info('ready', { url });
  } catch (error) {
    // An opening that was interrupted by a stop is not a fault: the signal handler ends the process.
    if (!lifecycle.signal.aborted) lifecycle.fail(new Error(`${name} could not start`, { cause: error }));
  }
}

function isMain(moduleUrl: string): boolean {
  const script = process.argv[1];
  return script !== undefined && pathToFileURL(realpathSync(script)).href === moduleUrl;
}
