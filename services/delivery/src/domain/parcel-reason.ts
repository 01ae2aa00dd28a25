/** Why a try failed or a parcel came back: a field of its own, apart from where the parcel is. */

export const parcelReasons = [
  ...(['NOBODY_HOME', 'ADDRESS_WRONG', 'MOVED', 'REFUSED', 'IDENTITY_NOT_SHOWN'] as const),
  /** The carrier says delivered, without the receiver's code or name, or with another code. */
  ...(['NOT_PROVEN', 'CODE_WRONG'] as const),
  /** A code of the carrier's that is none of these; its own words are in the message that was kept. */
  'OTHER',
] as const;
export type ParcelReason = (typeof parcelReasons)[number];

export function parcelReasonOf(code: string | null): ParcelReason | null {
  return code === null ? null : (parcelReasons.find((known) => known === code) ?? 'OTHER');
}
