/** By what a person is found again without being readable: normalised texts that become blind indexes. */
import type { ContactAnswers, Subject } from '@motcua/procedure-definition';
import { parsePhone, searchKey } from '@motcua/vietnam';

/**
 * One text per way in which two applications under one procedure may be about the same person: by name and date of birth,
 * and by personal id. A name alone says too little.
 */
export function duplicateTexts(procedureCode: string, subjects: readonly Subject[]): readonly string[] {
  return distinct(
    subjects.flatMap(({ name, bornOn, personalId }) => {
      const called = name === null ? '' : searchKey(name);
      const id = personalId === null ? null : personalIdText(personalId);
      return [
        ...(called === '' || bornOn === null ? [] : [JSON.stringify([procedureCode, 'born', called, bornOn])]),
        ...(id === null ? [] : [JSON.stringify([procedureCode, id])]),
      ];
    }),
  );
}

/** Personal ids and phone numbers of the applicant and of those it is about. */
export function personTexts(contact: ContactAnswers, subjects: readonly Subject[]): readonly string[] {
  const ids = [contact, ...subjects].flatMap(({ personalId }) =>
    personalId === null ? [] : personalIdText(personalId),
  );
  const phone = contact.phone === null ? null : phoneText(contact.phone);
  return distinct([...ids, phone].flatMap((text) => text ?? []));
}

/** What somebody typed who looks for a person: a personal id or a phone number, written in any usual way. */
export function searchedPersonTexts(typed: string): readonly string[] {
  return [personalIdText(typed), phoneText(typed)].flatMap((text) => text ?? []);
}

/** Twelve digits, or nine of the old cards; a passport by its letters and digits. */
function personalIdText(typed: string): string | null {
  const bare = typed
    .normalize('NFKC')
    .replace(/[\s.-]/gu, '')
    .toUpperCase();
  return /^[A-Z0-9]{6,20}$/.test(bare) ? `id:${bare}` : null;
}

function phoneText(typed: string): string | null {
  const phone = parsePhone(typed);
  return phone.ok ? `phone:${phone.e164}` : null;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
