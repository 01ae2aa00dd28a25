/** A calendar entry as iCalendar writes it (RFC 5545), told or taken back by letter (RFC 5546). */
import type { CalendarEntry } from '../domain/appointment.js';

export interface CalendarPart {
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly content: string;
}

/** `organizer`: the address letters are from. */
export function toCalendar(entry: CalendarEntry, organizer: string): CalendarPart {
  const method = entry.isCancelled ? 'CANCEL' : 'PUBLISH';
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Motcua//Notifications//VI', `METHOD:${method}`, 'BEGIN:VEVENT'],
    ...[`UID:${entry.uid}`, `SEQUENCE:${entry.sequence}`, `DTSTAMP:${inUtc(entry.writtenAt)}`],
    `ORGANIZER:mailto:${organizer}`,
    `DTSTART;VALUE=DATE:${entry.day.replaceAll('-', '')}`,
    `SUMMARY:${escaped(entry.title)}`,
    `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // A day on which something is ready is not a day on which nobody has time.
    ...['TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR'],
  ];
  return { method, content: `${lines.map(folded).join('\r\n')}\r\n` };
}

function inUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

const mostOctets = 75;

/** Lines of at most 75 octets; a sign of several octets is never cut (section 3.1). */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const sign of line) {
    // The space that begins a following line counts.
    const room = pieces.length === 0 ? mostOctets : mostOctets - 1;
    if (Buffer.byteLength(piece + sign) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece].join('\r\n ');
}
