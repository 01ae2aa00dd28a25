/** What a log keeps of an error: no own properties, because that is where libraries put the values they were given. */
export interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: ErrorRecord;
  readonly errors?: readonly ErrorRecord[];
}

const deepestCause = 5;
const longestMessage = 600;
/** Cut before values are looked for, which takes longer than linear time. */
const mostLookedAt = 2000;
const longestStack = 4000;

/** An error and its causes as plain text for a log; quoted values of known libraries are cut out of messages. */
export function describeError(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something that is not an error was thrown' };
  const message = withoutValues(error.message.slice(0, mostLookedAt)).slice(0, longestMessage);
  const code = 'code' in error ? error.code : undefined;
  const goOn = depth < deepestCause;
  return {
    name: error.name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(error.cause !== undefined && goOn ? { cause: describeError(error.cause, depth + 1) } : {}),
    ...(error instanceof AggregateError && goOn
      ? { errors: error.errors.slice(0, 10).map((each: unknown) => describeError(each, depth + 1)) }
      : {}),
  };
}

/** The stack repeats the message in its first lines; only the frames are kept. */
function framesOf(stack: string): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.join('\n').slice(0, longestStack);
}

/**
 * Trap: MongoDB's duplicate-key error, Mongoose's casts, JSON.parse and GraphQL's coercion errors quote the offending value,
 * and a mail server's answer names the addressee: that may be a person's name, phone, number or address.
 */
function withoutValues(message: string): string {
  return message
    .replace(/dup key: \{.*/s, 'dup key: {…}')
    .replace(/got invalid value .*?(?=; |$)/gs, 'got invalid value …')
    .replace(/(Unexpected token .*?), .*/s, '$1, …')
    .replace(/cannot represent (.*?): .*/s, 'cannot represent $1: …')
    .replace(/for value "(?:.*?"(?= \(type| at path)|.*$)/gs, 'for value "…"')
    .replace(/:\/\/[^@/\s]+@/g, '://…@')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '…@…')
    .replace(/(?<!\d)\+?\d{9,12}(?!\d)/g, '…');
}
