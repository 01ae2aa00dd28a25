import { isDay, type Day } from './calendar-day.js';

export interface DossierCode {
  /** Code of the office: `H26.153`, or in the older order `000.00.28.H26` (QĐ 20/2020/QĐ-TTg). */
  readonly unit: string;
  readonly day: Day;
  /** The office's number of that day, 1 to 9999. */
  readonly sequence: number;
}

const unitForm = /^(?:[A-Y]\d{2}(?:\.[0-9A-Z]{1,8}){0,3}|[0-9A-Z]{3}(?:\.[0-9A-Z]{2}){2,3}\.[A-Y]\d{2})$/;
const codeForm = /^([0-9A-Z.]+)-(\d{2})(\d{2})(\d{2})-(\d{4})$/;

/**
 * `unit-YYMMDD-NNNN` (NĐ 61/2018/NĐ-CP Điều 17; TT 01/2018/TT-VPCP Điều 19).
 * @throws RangeError when a part cannot be written that way.
 */
export function formatDossierCode({ unit, day, sequence }: DossierCode): string {
  const code = `${unit}-${day.slice(2).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`;
  if (!day.startsWith('20') || parseDossierCode(code) === null) throw new RangeError(`not a dossier code: ${code}`);
  return code;
}

/** Null unless it is exactly a dossier code, both orders of the unit accepted. Typed input goes through {@link normaliseDossierCode} first. */
export function parseDossierCode(text: string): DossierCode | null {
  const [, unit = '', year = '', month = '', date = '', number = ''] = codeForm.exec(text) ?? [];
  const day = `20${year}-${month}-${date}`;
  if (!unitForm.test(unit) || !isDay(day) || number === '0000') return null;
  return { unit, day, sequence: Number(number) };
}

/** Upper case, no spaces: what people type or a scanner reads. */
export function normaliseDossierCode(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

/** Number of an official slip of a dossier, ours: `H26.153-261123-0001/02-1` for the first mẫu 02. */
export function formatSlipNumber(dossierCode: string, form: number, issue: number): string {
  const inRange = Number.isInteger(form) && form >= 1 && form <= 99 && Number.isInteger(issue) && issue >= 1;
  if (!inRange || parseDossierCode(dossierCode) === null)
    throw new RangeError(`not a slip: ${dossierCode}/${form}-${issue}`);
  return `${dossierCode}/${String(form).padStart(2, '0')}-${issue}`;
}

/** Null unless it is exactly a slip number. */
export function parseSlipNumber(text: string): { dossierCode: string; form: number; issue: number } | null {
  const [, dossierCode = '', form = '', issue = ''] = /^([^/]+)\/(\d{2})-([1-9]\d*)$/.exec(text) ?? [];
  if (form === '00' || parseDossierCode(dossierCode) === null) return null;
  return { dossierCode, form: Number(form), issue: Number(issue) };
}
