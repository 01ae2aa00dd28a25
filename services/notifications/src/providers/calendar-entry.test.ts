import type { CalendarEntry } from '../domain/appointment.js';
import { toCalendar } from './calendar-entry.js';

const entry: CalendarEntry = {
  ...{ uid: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D@motcua', sequence: 0, isCancelled: false, day: '2026-12-01' },
  ...{ title: 'Hẹn trả kết quả hồ sơ H26.153-261123-0001', writtenAt: new Date('2026-11-23T02:00:00.000Z') },
};
const linesOf = (content: string) => content.replace(/\r\n /g, '').trimEnd().split('\r\n');

describe('a calendar entry', () => {
  it('is a whole day that blocks no time', () => {
    const { method, content } = toCalendar(entry, 'motcua@example.vn');
    expect(method).toBe('PUBLISH');
    expect(linesOf(content)).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Motcua//Notifications//VI', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
      ...['UID:dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D@motcua', 'SEQUENCE:0', 'DTSTAMP:20261123T020000Z'],
      ...['ORGANIZER:mailto:motcua@example.vn', 'DTSTART;VALUE=DATE:20261201'],
      ...['SUMMARY:Hẹn trả kết quả hồ sơ H26.153-261123-0001', 'STATUS:CONFIRMED'],
      ...['TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR'],
    ]);
  });

  it('is taken back under the same name with a higher number', () => {
    const { method, content } = toCalendar({ ...entry, sequence: 3, isCancelled: true }, 'motcua@example.vn');
    expect(method).toBe('CANCEL');
    expect(linesOf(content)).toEqual(expect.arrayContaining([`UID:${entry.uid}`, 'SEQUENCE:3', 'STATUS:CANCELLED']));
  });

  it('keeps lines within 75 octets without cutting a sign, and lets no text begin a line of its own', () => {
    const title = `${'ồ'.repeat(60)}; a, b\\c\nATTENDEE:mailto:x@example.com`;
    const { content } = toCalendar({ ...entry, title }, 'motcua@example.vn');
    expect(content.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(content).not.toContain('�');
    expect(linesOf(content)).toContain(`SUMMARY:${'ồ'.repeat(60)}\\; a\\, b\\\\c\\nATTENDEE:mailto:x@example.com`);
  });
});
