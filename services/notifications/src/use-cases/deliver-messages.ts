import type { Stored } from '@motcua/service-kit';
import type { Context, MessageCentre, Post } from '../context.js';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import { dueMessages } from '../domain/sending.js';
import { channels, type Channel } from '../domain/templates.js';
import { claimNext, deliverOn } from './deliver-one.js';
import type { SendingWindow } from './sending-window.js';

const pageSize = 200;

/**
 * Starts to send what is due on a channel, so many at once. Intent, claim, call, outcome: each is stored before the next, so that
 * whatever breaks in between, a text goes out at most once and a letter at least once. While the provider is down or asks for
 * patience nothing is claimed. What was started may still be under way when it resolves: one slow answer holds up nobody.
 */
export async function deliverMessages(context: Context, channel: Channel): Promise<void> {
  const { window, provider } = wayOf(context, channel);
  const path = `state.nextActionAt.${channel}`;
  // What could not be worked on waits for the next beat.
  const begun = new Set<string>();
  for (;;) {
    const readAt = performance.now();
    const due = { [path]: { $lte: context.clock.now() } };
    const found = await context.correspondences.findWhere(due, { sort: { [path]: 1 }, limit: pageSize });
    const waiting = found.filter(({ id }) => !window.isAtWorkOn(id) && !begun.has(id));
    for (const one of waiting) {
      await window.free();
      if (!(await provider.isUp())) return;
      const along = await alongWith(context, one, channel);
      await window.free();
      begun.add(one.id);
      // The other channel's beat may have come to it since it was read.
      const isOpen = (on: Channel) =>
        wayOf(context, on).window.mayStart(one.id) && !wayOf(context, on).window.wasAtWorkOn(one.id, readAt);
      if (isOpen(channel)) start(context, one, [channel, ...along.filter(isOpen)]);
    }
    if (waiting.length < pageSize / 2) return;
  }
}

interface Way {
  readonly window: SendingWindow;
  readonly provider: Pick<Post | MessageCentre, 'isUp'>;
}

function wayOf(context: Context, channel: Channel): Way {
  return channel === 'SMS'
    ? { window: context.textsUnderWay, provider: context.messageCentre }
    : { window: context.lettersUnderWay, provider: context.post };
}

/** What is due on the other channel too, and could go out right now: both are claimed in one write. */
async function alongWith(
  context: Context,
  { id, state }: Stored<Correspondence, CorrespondenceFact>,
  channel: Channel,
): Promise<readonly Channel[]> {
  const [other] = channels.filter((one) => one !== channel);
  if (other === undefined || dueMessages(state, other, context.clock.now()).length === 0) return [];
  const { window, provider } = wayOf(context, other);
  return window.mayStart(id) && (await provider.isUp()) ? [other] : [];
}

/** Each channel at its own pace from the claim on; one correspondence that cannot be worked on holds up no other. */
function start(context: Context, stored: Stored<Correspondence, CorrespondenceFact>, on: readonly Channel[]): void {
  const { id } = stored;
  const newest = { stored };
  const claiming = claimNext(context, newest, on);
  for (const channel of on) {
    wayOf(context, channel).window.start(id, async () => {
      try {
        await deliverOn(context, newest, channel, claiming);
      } catch (error) {
        context.log.error('messages could not be delivered, tried again at the next beat', { aggregateId: id, error });
      }
    });
  }
}
