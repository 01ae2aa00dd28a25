import type { Pdu } from 'smpp';

/** One submitted part of a text, decoded. */
export interface Segment {
  readonly text: string;
  readonly reference: number;
  readonly total: number;
  readonly number: number;
}

const smsDefault = 0;
const ucs2 = 8;
const longestUnits = 254;

/** GSM-7 (data coding 0 or 1) or UCS-2 (8), alone or one of many by user data header or by TLV; undefined for anything else. */
export function segmentOf(pdu: Pdu): Segment | undefined {
  const content = pdu.message_payload ?? pdu.short_message;
  const text = content?.message;
  const coding = pdu.data_coding ?? smsDefault;
  if (typeof text !== 'string' || text === '' || ![smsDefault, 1, ucs2].includes(coding)) return undefined;
  const place = placeByHeader(content?.udh ?? []) ?? placeByTlv(pdu) ?? { reference: 0, total: 1, number: 1 };
  const fits = place.total >= 1 && place.total <= longestUnits && place.number >= 1 && place.number <= place.total;
  return fits ? { text, ...place } : undefined;
}

export const encodingOf = (pdu: Pdu): 'GSM-7' | 'UCS-2' => (pdu.data_coding === ucs2 ? 'UCS-2' : 'GSM-7');

type Place = Omit<Segment, 'text'>;

/** 3GPP TS 23.040 9.2.3.24: element 00 has a reference of 8 bits, 08 one of 16. */
function placeByHeader(elements: readonly Buffer[]): Place | undefined {
  for (const [kind, length, ...bytes] of elements) {
    if (kind === 0x00 && length === 3) return toPlace(bytes[0], bytes[1], bytes[2]);
    if (kind === 0x08 && length === 4) return toPlace((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0), bytes[2], bytes[3]);
  }
  return undefined;
}

function placeByTlv(pdu: Pdu): Place | undefined {
  return toPlace(pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum);
}

function toPlace(
  reference: number | undefined,
  total: number | undefined,
  number: number | undefined,
): Place | undefined {
  return reference === undefined || total === undefined || number === undefined
    ? undefined
    : { reference, total, number };
}
