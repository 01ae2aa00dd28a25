const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[]~|€\f');

export interface SmsSegments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets or 16-bit units of the whole text. */
  readonly units: number;
  /** Messages the centre will bill; 0 for an empty text. */
  readonly parts: number;
}

/**
 * How a text is cut into short messages (3GPP TS 23.038, 23.040): 160 septets alone or 153 each, 70 or 67 units once a sign
 * lies outside GSM-7. A two-unit sign never straddles two parts. Text is normalised to NFC first.
 */
export function segmentSms(text: string): SmsSegments {
  const signs = Array.from(text.normalize('NFC'));
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign));
  const widths = signs.map((sign) => (isGsm ? (extended.has(sign) ? 2 : 1) : sign.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const parts = units === 0 ? 0 : units <= alone ? 1 : pack(widths, joined);
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', units, parts };
}

function pack(widths: readonly number[], capacity: number): number {
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > capacity) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}
