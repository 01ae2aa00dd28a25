/**
 * The text of a VietQR code for a transfer to an account (NAPAS "QR switching", part IV, service QRIBFTTA; EMVCo merchant-
 * presented QR): fields of two digits, two digits of length, value; the last is a CRC over all that stands before its value.
 */
export interface TransferAccount {
  /** Six digits, given to a bank by NAPAS. */
  readonly bankId: string;
  readonly accountNumber: string;
}

/** `reference` stands in the transfer's text: letters and digits, at most 25. @throws RangeError for anything else. */
export function vietQrText(
  { bankId, accountNumber }: TransferAccount,
  { amountVnd, reference }: { readonly amountVnd: number; readonly reference: string },
): string {
  if (!/^[A-Za-z0-9 ]{1,25}$/.test(reference)) throw new RangeError('a reference has 1 to 25 plain letters and digits');
  if (!Number.isSafeInteger(amountVnd) || amountVnd < 1) throw new RangeError('a transfer is of whole đồng');
  const account = field('00', bankId) + field('01', accountNumber);
  const body = [
    field('00', '01'),
    field('01', '12'), // for one payment, with its sum
    field('38', field('00', napas) + field('01', account) + field('02', 'QRIBFTTA')),
    field('53', '704'),
    field('54', String(amountVnd)),
    field('58', 'VN'),
    field('62', field('08', reference)),
    '6304',
  ].join('');
  return body + crc16(body);
}

const napas = 'A000000727';

function field(id: string, value: string): string {
  if (value.length > 99) throw new RangeError('a field of a QR code has at most 99 characters');
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}

/** CRC-16/IBM-3740: polynomial 1021, starting from FFFF; four capitals and digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
