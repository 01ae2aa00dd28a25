import { existsSync, readFileSync } from 'node:fs';
import type { Child } from './child.js';

const pollMs = 100;

/** Waits until the process answers /readyz with 200; a process that ends first, or takes too long, is an error. */
export async function untilReady(child: Child, deadlineMs = 60_000): Promise<number> {
  const startedAt = Date.now();
  const state = { ended: false };
  void child.ended.then(() => (state.ended = true));
  for (;;) {
    if (await isReady(child.url)) return Date.now() - startedAt;
    if (state.ended)
      throw new Error(`${child.name} ended before it was ready; its log: ${child.logFile}${lastOf(child.logFile)}`);
    if (Date.now() - startedAt > deadlineMs)
      throw new Error(`${child.name} is not ready after ${deadlineMs / 1000} s; its log: ${child.logFile}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Not listening yet is the normal state of a process that starts.
    return false;
  }
}

/** The end of a log, since a temporary one goes with its platform. */
function lastOf(logFile: string): string {
  return existsSync(logFile) ? `\n${readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-6).join('\n')}` : '';
}
