import type { Log } from './log.js';

export interface Lifecycle {
  /** Registers how to close what was just opened; a thing opened while the process already stops is closed at once. */
  defer(what: string, close: () => Promise<void> | void): void;
  /** A fault nothing can be done about: logged, then exit code 1 without a drain (state is unknown, outboxes are safe). */
  fail(error: unknown): void;
  /** Aborted when closing begins. */
  readonly signal: AbortSignal;
  /** Closes everything in reverse order within the deadline; rejects when something could not be closed. */
  close(): Promise<void>;
}

export interface LifecycleOptions {
  readonly exit?: (code: number) => void;
  /** For all closings together, in milliseconds. */
  readonly drainMs?: number;
}

interface Deferred {
  readonly what: string;
  readonly close: () => Promise<void> | void;
}

/** What opens is registered here beside its closing; closing runs in reverse, one at a time, bounded by one deadline. */
export function createLifecycle(log: Log, options: LifecycleOptions = {}): Lifecycle {
  const exit = options.exit ?? ((code: number) => process.exit(code));
  const deferred: Deferred[] = [];
  const aborter = new AbortController();
  let closing: Promise<void> | undefined;
  let failed = false;

  return {
    signal: aborter.signal,
    defer(what, close) {
      if (closing === undefined) deferred.push({ what, close });
      else void closeOne({ what, close }, log);
    },
    fail(error) {
      log.error('fault, exiting', { error, exitCode: 1 });
      if (failed) return;
      failed = true;
      aborter.abort();
      exit(1);
    },
    close() {
      aborter.abort();
      closing ??= drain(deferred, options.drainMs ?? 10_000, log);
      return closing;
    },
  };
}

/**
 * Makes the operating system's signals and stray errors part of the lifecycle. SIGTERM and SIGINT drain, then exit 0 (1
 * when something did not close); a repeated signal changes nothing, because a terminal and a supervisor both send one.
 */
export function superviseProcess(lifecycle: Lifecycle, log: Log): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    lifecycle.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('unhandledRejection', (reason) => {
    lifecycle.fail(new Error('a rejected promise was not awaited', { cause: reason }));
  });
  process.on('uncaughtException', (error) => {
    lifecycle.fail(new Error('an error was not caught', { cause: error }));
  });
}

async function drain(deferred: Deferred[], drainMs: number, log: Log): Promise<void> {
  const problems: unknown[] = [];
  const endsAt = performance.now() + drainMs;
  for (let next = deferred.pop(); next !== undefined; next = deferred.pop()) {
    // Half of what is left, so that one thing that hangs does not keep the others from being closed.
    const problem = await closeInTime(next, Math.max((endsAt - performance.now()) / 2, 1), log);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new AggregateError(problems, 'not everything could be closed');
}

function closeInTime(next: Deferred, leftMs: number, log: Log): Promise<unknown> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => {
      resolve(tooLate(next, log));
    }, leftMs);
    void closeOne(next, log).then((problem) => {
      clearTimeout(timeout);
      resolve(problem);
    });
  });
}

async function closeOne({ what, close }: Deferred, log: Log): Promise<unknown> {
  try {
    await close();
    log.debug('closed', { what });
    return undefined;
  } catch (error) {
    log.error('could not be closed', { what, error });
    return new Error(`${what} could not be closed`, { cause: error });
  }
}

function tooLate({ what }: Deferred, log: Log): Error {
  log.error('not closed before the deadline', { what });
  return new Error(`${what} was not closed before the deadline`);
}
