import type { Clock } from '../clock/clock.js';
import { fieldsOf } from '../fields.js';
import { Refused } from '../refused.js';
import type { Ledger, LedgerTransfer } from './ledger.js';

/**
 * A payer's bank reads a VietQR code and transfers: the sum and the text are the code's unless the payer types others.
 * Refuses QR_UNREADABLE.
 */
export function createTransfers(ledger: Ledger, clock: Clock): (body: unknown) => LedgerTransfer {
  let count = 0;
  return (body) => {
    const fields = fieldsOf(body);
    const code = readQrCode(fields.text('qrText', { max: 600 }));
    const range = { min: 1, max: 999_999_999_999 };
    const transfer: LedgerTransfer = {
      id: `transfer-${String((count += 1))}`,
      kind: 'TRANSFER',
      txnRef: fields.optionalText('text') ?? code.text,
      transactionNo: `FT${String(count).padStart(8, '0')}`,
      amountVnd: fields.optionalInteger('amountVnd', range) ?? code.amountVnd,
      at: clock.now().toISOString(),
    };
    ledger.add(transfer);
    return transfer;
  };
}

function readQrCode(text: string): { readonly amountVnd: number; readonly text: string } {
  const crc = text.slice(-4);
  const fields = fieldsIn(text);
  const isVietQr = fieldsIn(fields.get('38') ?? '').get('00') === 'A000000727' && fields.get('53') === '704';
  if (crcOf(text.slice(0, -4)) !== crc || !isVietQr) {
    throw new Refused(400, 'QR_UNREADABLE', 'qrText is no VietQR code');
  }
  return { amountVnd: Number(fields.get('54') ?? 0), text: fieldsIn(fields.get('62') ?? '').get('08') ?? '' };
}

/** Two digits of name, two of length, the value; what does not fit ends the reading. */
function fieldsIn(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at + 4 <= text.length;) {
    const length = Number(text.slice(at + 2, at + 4));
    if (!Number.isInteger(length)) break;
    fields.set(text.slice(at, at + 2), text.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

/** CRC-16 with polynomial 1021 from FFFF, as EMVCo has it. */
function crcOf(text: string): string {
  const register = [...Buffer.from(text)].reduce((crc, byte) => {
    let next = crc ^ (byte << 8);
    for (let bit = 0; bit < 8; bit += 1) next = (next & 0x8000) === 0 ? next << 1 : (next << 1) ^ 0x1021;
    return next & 0xffff;
  }, 0xffff);
  return register.toString(16).toUpperCase().padStart(4, '0');
}
