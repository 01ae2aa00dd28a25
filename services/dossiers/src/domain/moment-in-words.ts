/** Times as they stand on paper: those of Vietnam. */
import { dayInVietnam } from '@motcua/vietnam';

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' });

/** `14:05 23/11/2026` */
export function momentInWords(at: Date): string {
  return `${clock.format(at)} ${dayInWords(at)}`;
}

/** `23/11/2026` */
export function dayInWords(at: Date): string {
  const [year, month, day] = dayInVietnam(at).split('-');
  return `${String(day)}/${String(month)}/${String(year)}`;
}
