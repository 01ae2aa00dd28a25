export interface TrackingNumber {
  /** Two letters: EA–EZ express, RA–RZ registered, CA–CZ parcel, LA–LZ tracked. */
  readonly service: string;
  /** 0 to 99 999 999 */
  readonly serial: number;
  /** Two letters of the country of origin. */
  readonly country: string;
}

const weights = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** A 13-sign UPU S10 identifier with its check digit. @throws RangeError when a part cannot be written that way. */
export function formatTrackingNumber({ service, serial, country }: TrackingNumber): string {
  if (!/^[A-Z]{2}$/.test(service) || !/^[A-Z]{2}$/.test(country))
    throw new RangeError('service and country are two capitals');
  if (!Number.isInteger(serial) || serial < 0 || serial > 99_999_999) throw new RangeError(`not a serial: ${serial}`);
  const digits = String(serial).padStart(8, '0');
  return `${service}${digits}${checkDigit(digits)}${country}`;
}

/** Null unless the text, spaces removed, is an S10 identifier whose check digit is right. */
export function parseTrackingNumber(text: string): TrackingNumber | null {
  const match = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/.exec(text.replaceAll(' ', ''));
  const [, service = '', digits = '', check = '', country = ''] = match ?? [];
  if (!match || checkDigit(digits) !== Number(check)) return null;
  return { service, serial: Number(digits), country };
}

function checkDigit(digits: string): number {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 0 : rest === 11 ? 5 : rest;
}
