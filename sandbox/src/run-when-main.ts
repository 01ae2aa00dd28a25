import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createLog, speakThroughLog, type Log } from './log.js';

interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the process when the module is what node was asked to run. SIGTERM, SIGINT and the end of a parent that holds
 * a channel close everything in reverse and exit 0; a fault exits 1.
 */
export async function runWhenMain(
  moduleUrl: string,
  start: (env: NodeJS.ProcessEnv, log: Log) => Promise<Running>,
): Promise<void> {
  const script = process.argv[1];
  if (script === undefined || pathToFileURL(realpathSync(script)).href !== moduleUrl) return;
  const log = createLog(process.env['LOG_LEVEL'] || 'info');
  speakThroughLog(log);
  const fail = (event: string) => (error: unknown) => {
    log.error(event, { exitCode: 1 }, error);
    process.exit(1);
  };
  process.on('uncaughtException', fail('an error was not caught'));
  process.on('unhandledRejection', fail('a rejected promise was not awaited'));
  await start(process.env, log).then((running) => {
    log.info('ready', { url: running.url });
    stopOnSignal(running, log, fail('could not stop'));
  }, fail('the sandbox could not start'));
}

function stopOnSignal(running: Running, log: Log, fail: (error: unknown) => void): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    running.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', () => stop('disconnect'));
}
