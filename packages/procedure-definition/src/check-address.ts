import { checkAddressUnits, type Day } from '@motcua/vietnam';
import { isEmpty } from './condition.js';
import type { Report } from './check-value.js';

const parts = new Set(['countryCode', 'provinceCode', 'wardCode', 'detail']);
const longestDetail = 500;

/** Inside Vietnam province, ward and detail; abroad only the detail. Every part that is wrong is reported with its path. */
export function checkAddress(address: Readonly<Record<string, unknown>>, today: Day, report: Report): void {
  for (const key of Object.keys(address)) if (!parts.has(key)) report('unknownField', `/${key}`);
  const inVietnam = address['countryCode'] === 'VN';
  const country = checkPart(address, 'countryCode', /^[A-Z]{2}$/, report);
  if (inVietnam) checkUnits(address, today, report);
  else if (country !== null) refuseUnitsAbroad(address, report);
  const detail = checkPart(address, 'detail', /^/, report);
  if (detail !== null && detail.length > longestDetail) report('max', '/detail');
}

function checkUnits(address: Readonly<Record<string, unknown>>, today: Day, report: Report): void {
  const provinceCode = checkPart(address, 'provinceCode', /^\d{2}$/, report);
  const wardCode = checkPart(address, 'wardCode', /^\d{5}$/, report);
  if (provinceCode === null) return;
  const verdict = checkAddressUnits({ provinceCode, wardCode: wardCode ?? '' }, today);
  if (verdict === 'unknownProvince') report('option', '/provinceCode');
  if (verdict === 'unknownWard' && wardCode !== null) report('option', '/wardCode');
}

function refuseUnitsAbroad(address: Readonly<Record<string, unknown>>, report: Report): void {
  for (const part of ['provinceCode', 'wardCode']) if (!isEmpty(address[part])) report('notVisible', `/${part}`);
}

/** The part when it is a text of the right form, else null after reporting. */
function checkPart(
  address: Readonly<Record<string, unknown>>,
  part: string,
  form: RegExp,
  report: Report,
): string | null {
  const value = address[part];
  if (isEmpty(value)) report('required', `/${part}`);
  else if (typeof value !== 'string') report('type', `/${part}`);
  else if (!form.test(value)) report('pattern', `/${part}`);
  else return value;
  return null;
}
