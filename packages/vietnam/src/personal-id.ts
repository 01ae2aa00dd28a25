import { splitDay, type Day } from './calendar-day.js';

export type Gender = 'male' | 'female';

export interface PersonalId {
  /** Province of birth registration; never judge by it. */
  readonly provinceCode: string;
  readonly gender: Gender;
  readonly birthYear: number;
}

/**
 * Reads a 12-digit số định danh cá nhân: province, century and sex, two digits of the year (NĐ 137/2015/NĐ-CP).
 * There is no check digit. Null when it is not twelve ASCII digits.
 */
export function parsePersonalId(text: string): PersonalId | null {
  if (!/^\d{12}$/.test(text)) return null;
  const centuryAndSex = Number(text[3]);
  return {
    provinceCode: text.slice(0, 3),
    gender: centuryAndSex % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(text.slice(4, 6)),
  };
}

/**
 * Whether an id agrees with what is known of its holder; true when nothing can be compared. A mismatch warns and never
 * blocks: the structure left the law with Luật Căn cước 2023.
 */
export function personalIdAgrees(
  id: string,
  holder: { readonly bornOn?: Day | undefined; readonly gender?: Gender | undefined },
): boolean {
  const parsed = parsePersonalId(id);
  if (!parsed) return true;
  if (holder.gender !== undefined && parsed.gender !== holder.gender) return false;
  return holder.bornOn === undefined || parsed.birthYear === splitDay(holder.bornOn).year;
}
