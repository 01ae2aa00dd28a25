import type { ServerResponse } from 'node:http';
import { startAnswering, type Answering } from './answering.js';

/** The time as services follow it, as the sandbox gives it; it moves by jumps as well. */
export interface MovingClock extends Answering {
  now(): Date;
  jump(byMs: number): void;
}

export async function startMovingClock(startsAt: Date): Promise<MovingClock> {
  let offsetMs = startsAt.getTime() - Date.now();
  const followers = new Set<ServerResponse>();
  const now = () => new Date(Date.now() + offsetMs);
  const said = () => JSON.stringify({ now: now().toISOString(), offsetMs });
  const answering = await startAnswering(({ url = '' }, response) => {
    if (!url.endsWith('/stream')) {
      response.end(said());
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${said()}\n\n`);
    followers.add(response);
  });
  return {
    ...answering,
    now,
    jump(byMs) {
      offsetMs += byMs;
      for (const follower of followers) follower.write(`data: ${said()}\n\n`);
    },
  };
}
