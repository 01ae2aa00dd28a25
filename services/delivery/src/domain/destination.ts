/** Where a parcel may go: to units that are there today, to somebody with a name and a phone. */
import { checkAddressUnits, findAdministrativeUnit, parsePhone, successorsOf, unitsCoded } from '@motcua/vietnam';

export interface Destination {
  readonly receiverName: string;
  readonly receiverPhone: string;
  readonly provinceCode: string;
  readonly wardCode: string;
  readonly detail: string;
}

export interface DestinationProblem {
  readonly field: keyof Destination;
  readonly code:
    'REQUIRED' | 'TOO_LONG' | 'CONTROL_CHARACTER' | 'UNKNOWN_PROVINCE' | 'UNKNOWN_WARD' | 'FORMER_UNIT' | PhoneCode;
  /** Who took over a unit that is no more; several when it was split. */
  readonly successors?: readonly { readonly code: string; readonly nameVi: string | null }[];
}

type PhoneCode = 'NOT_A_NUMBER' | 'NOT_VIETNAMESE' | 'WRONG_LENGTH' | 'UNKNOWN_PREFIX';

const longest = { receiverName: 120, receiverPhone: 30, provinceCode: 2, wardCode: 5, detail: 300 } as const;
const fields = ['receiverName', 'receiverPhone', 'provinceCode', 'wardCode', 'detail'] as const;

/** Everything that is wrong with it, at once. */
export function problemsOf(destination: Destination, day: string): readonly DestinationProblem[] {
  const written = fields.flatMap((field) => problemOfText(field, destination[field]));
  const isWritten = (field: keyof Destination): boolean => !written.some((problem) => problem.field === field);
  const phone = parsePhone(destination.receiverPhone);
  const heard: readonly DestinationProblem[] =
    phone.ok || !isWritten('receiverPhone') ? [] : [{ field: 'receiverPhone', code: phone.problem }];
  const placed = isWritten('provinceCode') && isWritten('wardCode') ? problemsOfUnits(destination, day) : [];
  return [...written, ...heard, ...placed];
}

function problemOfText(field: keyof Destination, text: string): readonly DestinationProblem[] {
  if (text.trim() === '') return [{ field, code: 'REQUIRED' }];
  if (text.trim().length > longest[field]) return [{ field, code: 'TOO_LONG' }];
  return /\p{Cc}/u.test(text) ? [{ field, code: 'CONTROL_CHARACTER' }] : [];
}

function problemsOfUnits({ provinceCode, wardCode }: Destination, day: string): readonly DestinationProblem[] {
  const outcome = checkAddressUnits({ provinceCode, wardCode }, day);
  if (outcome === 'ok') return [];
  const field = outcome === 'unknownProvince' ? 'provinceCode' : 'wardCode';
  const code = outcome === 'unknownProvince' ? provinceCode : wardCode;
  const successors = successorsNow(code, day);
  if (successors.length > 0) return [{ field, code: 'FORMER_UNIT', successors }];
  return [{ field, code: outcome === 'unknownProvince' ? 'UNKNOWN_PROVINCE' : 'UNKNOWN_WARD' }];
}

/**
 * As a courier has to read it on that day: a unit that was merged or split since the address was written goes by its last name,
 * with whoever took it over. What no unit was ever called is left as it is.
 */
export function nameOfUnit(code: string, day: string): string {
  const today = findAdministrativeUnit(code, day);
  if (today !== null) return today.nameVi ?? code;
  const [latest] = unitsCoded(code);
  const now = successorsNow(code, day).map((successor) => successor.nameVi ?? successor.code);
  const name = latest?.nameVi ?? code;
  return now.length === 0 ? name : `${name} (nay ${now.join(' hoặc ')})`;
}

/** By the latest meaning that the code had; a code that means something today has no successor. */
function successorsNow(
  code: string,
  day: string,
): readonly { readonly code: string; readonly nameVi: string | null }[] {
  if (findAdministrativeUnit(code, day) !== null) return [];
  const [latest] = unitsCoded(code);
  if (latest === undefined || latest.validUntil === null) return [];
  return successorsOf(code, latest.validUntil).map((unit) => ({ code: unit.code, nameVi: unit.nameVi }));
}
