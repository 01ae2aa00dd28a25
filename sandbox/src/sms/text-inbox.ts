import type { Pdu } from 'smpp';
import { createJournal, type Journal } from '../journal.js';
import { encodingOf, type Segment } from './segments.js';

/** One text as its receiver reads it, its parts put together. */
export interface Text {
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly parts: number;
  readonly receivedAt: string;
}

export interface TextInbox {
  readonly texts: Journal<Text>;
  /** Keeps a part; the text appears when its last part is there. */
  keep(messageId: string, pdu: Pdu, segment: Segment, receivedAt: Date): void;
}

interface Unfinished {
  readonly firstId: string;
  readonly segments: Map<number, string>;
}

const mostPartials = 200;

export function createTextInbox(onChange: () => void, limit: number): TextInbox {
  const texts = createJournal<Text>({ limit, onChange });
  const partials = new Map<string, Unfinished>();
  return {
    texts,
    keep(messageId, pdu, segment, receivedAt) {
      const { source_addr: from = '', destination_addr: to = '' } = pdu;
      const key = JSON.stringify([from, to, segment.reference, segment.total]);
      const partial = partials.get(key) ?? { firstId: messageId, segments: new Map<number, string>() };
      partials.set(key, partial);
      partial.segments.set(segment.number, segment.text);
      if (partial.segments.size < segment.total) {
        forgetOldest(partials);
        return;
      }
      partials.delete(key);
      const ordered = [...partial.segments].sort(([a], [b]) => a - b);
      texts.add({
        id: partial.firstId,
        to: toE164(to),
        from,
        text: ordered.map(([, part]) => part).join(''),
        encoding: encodingOf(pdu),
        parts: segment.total,
        receivedAt: receivedAt.toISOString(),
      });
    },
  };
}

/** From any writing of a number: `0900 000 001`, `84900000001`, `+84900000001`. */
export function toE164(number: string): string {
  return `+${number.replace(/\D/g, '').replace(/^0/, '84')}`;
}

function forgetOldest(partials: Map<string, Unfinished>): void {
  const oldest = partials.keys().next();
  if (partials.size > mostPartials && oldest.done !== true) partials.delete(oldest.value);
}
