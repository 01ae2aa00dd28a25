import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from './log.js';

const Offset = z.object({ offsetMs: z.int() });
const patienceMs = 10_000;
const quickestRetryMs = 100;
const slowestRetryMs = 5_000;

/** `GET <url>` → `{"offsetMs": n}`; asks again for ten seconds, because the clock may start after its followers. */
export async function readFirstOffset(url: string, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await fetchOffset(url, signal);
    } catch (error) {
      if (performance.now() - startedAt > patienceMs || signal.aborted) {
        throw new Error('the clock at CLOCK_URL does not answer', { cause: error });
      }
      await pause(quickestRetryMs, undefined, { signal });
    }
  }
}

/**
 * Follows the stream at `<url>/stream` until the signal is aborted, connecting anew when it ends. The offset is asked for
 * after each connection, because a move may have been missed while the stream was down.
 */
export async function followOffset(
  url: string,
  moveTo: (offsetMs: number) => void,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  let delayMs = quickestRetryMs;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      const stream = await openStream(url, signal);
      moveTo(await fetchOffset(url, signal));
      delayMs = quickestRetryMs;
      log.debug('following the clock');
      for await (const offsetMs of offsetsIn(stream)) moveTo(offsetMs);
      log.debug('the clock ended its stream, connecting again');
    } catch (error) {
      if (isOver()) return;
      log.warn('the clock is out of reach, time goes on', { delayMs, error });
    }
    await pause(delayMs, undefined, { signal }).catch(() => undefined); // rejects only when the signal is aborted
    delayMs = Math.min(delayMs * 2, slowestRetryMs);
  }
}

async function fetchOffset(url: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
  if (!response.ok) throw new Error(`the clock answered ${String(response.status)}`);
  return Offset.parse(await response.json()).offsetMs;
}

async function openStream(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const response = await fetch(`${url}/stream`, { signal, headers: { accept: 'text/event-stream' } });
  if (!response.ok || response.body === null) throw new Error(`the clock answered ${String(response.status)}`);
  return response.body;
}

async function* offsetsIn(stream: AsyncIterable<Uint8Array>): AsyncGenerator<number> {
  const decoder = new TextDecoder();
  let unread = '';
  for await (const chunk of stream) {
    const lines = (unread + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    unread = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) yield Offset.parse(JSON.parse(line.slice('data:'.length))).offsetMs;
    }
  }
}
