import { pino, type DestinationStream } from 'pino';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>> & { readonly error?: never };
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Names, codes, ids and counts; never what a letter, a text or a form says. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields, error?: unknown): void;
  error(event: string, fields?: LogFields, error?: unknown): void;
}

/** JSON lines on standard output: level, time, name, event, fields. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const settings = {
    // A wrong level is reported with the other settings, in a line of this log.
    level: level in pino.levels.values || level === 'silent' ? level : 'info',
    base: { name: 'sandbox' },
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describe },
  };
  // Written at once: a last line must be out before the process ends, and in its place.
  const lines = pino(settings, destination ?? pino.destination({ fd: 1, sync: true }));
  return {
    debug: (event, fields = {}) => lines.debug(fields, event),
    info: (event, fields = {}) => lines.info(fields, event),
    warn: (event, fields = {}, error) => lines.warn(withError(fields, error), event),
    error: (event, fields = {}, error) => lines.error(withError(fields, error), event),
  };
}

/** What libraries say on the console becomes log lines too, so that the output stays JSON. */
export function speakThroughLog(log: Log): void {
  const say = (...words: readonly unknown[]): void => {
    log.debug('a library says', { what: words.map(String).join(' ').slice(0, 300) });
  };
  Object.assign(console, { log: say, info: say, warn: say, error: say });
  // Node's own listener writes to standard error.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    log.debug('node warns', { what: warning.message.slice(0, 300) });
  });
}

function withError(fields: LogFields, error: unknown): object {
  return error === undefined ? fields : { ...fields, error };
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack } = error;
  return { name, message, stack, ...(error.cause === undefined ? {} : { cause: describe(error.cause) }) };
}
