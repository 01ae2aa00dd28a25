import { pino } from 'pino';
import { describeError } from './error-record.js';

/**
 * The only fields a log line may carry: names, codes, ids, counts and times, never what a person typed. A new field is
 * added here on purpose; anything else is dropped at run time (and refused by the compiler before that).
 */
const allowedFields = [
  ...['agency', 'aggregate', 'aggregateId', 'attempt', 'bytes', 'causedBy', 'check', 'code', 'collection', 'count'],
  ...['database', 'delayMs', 'durationMs', 'entity', 'eventId', 'eventType', 'exitCode', 'fact', 'field', 'from'],
  ...['graceMs', 'groupId', 'index', 'jobId', 'keyId', 'lag', 'method', 'name', 'now', 'offset', 'offsetMs'],
  ...['operation', 'outcome', 'partition', 'port', 'procedureCode', 'procedureVersion', 'provider', 'reason'],
  ...['reference', 'requestId', 'route', 'sequence', 'signal', 'status', 'step', 'timer', 'to', 'topic', 'traceId'],
  ...['unit', 'url', 'version', 'viewer', 'what'],
] as const;
export type LogField = (typeof allowedFields)[number];
export type LogFields = Readonly<Partial<Record<LogField, string | number | boolean | undefined>>> & {
  /** Written with name, code, message, stack and causes; never with the values it carries. */
  readonly error?: unknown;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>>;

const allowed: ReadonlySet<string> = new Set(allowedFields);
const longestValue = 300;

/**
 * JSON lines on standard output: `level`, `time` (ISO), `name` (of the process), `event`, then allow-listed fields. A
 * field that is not on the list is dropped; its name, not its value, is logged once.
 */
export function createLog(options: {
  readonly name: string;
  readonly level?: string | undefined;
  readonly destination?: { write(line: string): void } | undefined;
}): Log {
  const settings = {
    level: options.level ?? 'info',
    base: { name: options.name },
    messageKey: 'event',
    timestamp: pinoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  // Written at once: a last line must be out before the process ends, and in its place.
  const lines = pino(settings, options.destination ?? pino.destination({ fd: 1, sync: true }));
  const named = new Set<string>();
  const nameOnce = (field: string): void => {
    if (named.has(field)) return;
    named.add(field);
    lines.warn({ field: field.slice(0, 40) }, 'log field is not on the allow-list, dropped');
  };
  const at = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (!lines.isLevelEnabled(level)) return;
    lines[level](fields === undefined ? {} : keepAllowed(fields, nameOnce), event);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function pinoTime(): string {
  return `,"time":"${new Date().toISOString()}"`;
}

function keepAllowed(fields: LogFields, nameOnce: (field: string) => void): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (field === 'error') kept['error'] = describeError(value);
    else if (allowed.has(field) && isPlain(value)) kept[field] = shorten(value);
    else nameOnce(field);
  }
  return kept;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function shorten(value: string | number | boolean): string | number | boolean {
  return typeof value === 'string' && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
