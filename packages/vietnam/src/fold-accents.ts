const typographic: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '₫': 'd',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
};
const replaced = new RegExp(`[${Object.keys(typographic).join('')}]`, 'gu');

/** Vietnamese text without marks, in plain ASCII where it has an equivalent: đ→d, ₫→d, typographic signs to ASCII. Case is kept. */
export function foldAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(replaced, (sign) => typographic[sign] ?? sign)
    .normalize('NFC');
}

/** The form in which names are compared and searched: folded, lower case, single spaces. */
export function searchKey(text: string): string {
  return foldAccents(text).toLowerCase().replace(/\s+/gu, ' ').trim();
}
