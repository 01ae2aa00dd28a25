import type { Log } from './log.js';

/** What was opened, with how to close it; closes in reverse order. */
export interface Closing {
  defer(what: string, close: () => unknown): void;
  close(): Promise<void>;
}

export function createClosing(log: Log): Closing {
  const deferred: { readonly what: string; readonly close: () => unknown }[] = [];
  const closeAll = async (): Promise<void> => {
    const problems: unknown[] = [];
    for (let next = deferred.pop(); next !== undefined; next = deferred.pop()) {
      try {
        await next.close();
      } catch (error) {
        log.error('could not be closed', { what: next.what }, error);
        problems.push(error);
      }
    }
    if (problems.length > 0) throw new AggregateError(problems, 'not everything could be closed');
  };
  let closing: Promise<void> | undefined;
  return {
    defer(what, close) {
      deferred.push({ what, close });
    },
    close: () => (closing ??= closeAll()),
  };
}
