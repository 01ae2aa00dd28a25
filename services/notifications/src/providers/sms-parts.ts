/** Cuts a text into the parts a message centre takes (3GPP TS 23.040 section 9.2.3.24.1: concatenation by user data header). */
import { segmentSms } from '@motcua/vietnam';

export interface SmsParts {
  /** 0: the centre's default alphabet, which is GSM-7 on the air. 8: UCS-2. */
  readonly dataCoding: 0 | 8;
  readonly parts: readonly SmsPart[];
}

export interface SmsPart {
  /** Absent for a text of one part. */
  readonly udh?: Buffer;
  readonly message: string;
}

/** `reference` (0 to 255) ties the parts together at the receiver; two long texts close in time need two of them. */
export function splitSms(text: string, reference: number): SmsParts {
  const whole = text.normalize('NFC');
  const { encoding, parts: count } = segmentSms(whole);
  const dataCoding = encoding === 'GSM-7' ? 0 : 8;
  if (count <= 1) return { dataCoding, parts: [{ message: whole }] };
  const pieces = pack(whole, dataCoding === 0 ? 153 : 67, dataCoding);
  return {
    dataCoding,
    parts: pieces.map((message, index) => ({
      udh: Buffer.from([0x05, 0x00, 0x03, reference & 0xff, pieces.length, index + 1]),
      message,
    })),
  };
}

/** A sign of two units never straddles two parts. */
function pack(text: string, capacity: number, dataCoding: 0 | 8): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const sign of text) {
    const width = dataCoding === 0 ? segmentSms(sign).units : sign.length;
    if (used + width > capacity) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += sign;
    used += width;
  }
  return [...pieces, piece];
}
