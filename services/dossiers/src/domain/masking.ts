/** How a person appears to somebody who need not know them: enough to recognise, not enough to use. */

export interface Applicant {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

export function maskApplicant({ name, phone, email }: Applicant): Applicant {
  return { name: maskName(name), phone: maskPhone(phone), email: maskEmail(email) };
}

/** Initials of all words. */
function maskName(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  return words.map((word) => `${firstLetter(word)}•••`).join(' ');
}

/** The first three and the last two digits. */
function maskPhone(phone: string): string {
  return phone.length < 8 ? '•••••' : `${phone.slice(0, 3)}•••••${phone.slice(-2)}`;
}

/** The first letter and the domain. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${firstLetter(email)}•••${email.slice(at)}`;
}

/** By code point, so that a letter outside the basic plane is not cut in half. */
function firstLetter(text: string): string {
  return Array.from(text)[0] ?? '';
}
