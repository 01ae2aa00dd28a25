import { checkAddressUnits, successorsOf, type Day } from '@motcua/vietnam';
import { addressParts, strangersIn } from './answers.js';
import { countSigns, isPlainText } from './check-text.js';
import type { Report } from './check-value.js';
import { isEmpty } from './condition.js';
import { pointer } from './definition-problem.js';
import type { Problem } from './evaluation.js';

type Address = Readonly<Record<string, unknown>>;

/** Code points of the line that names house and street. */
export const longestDetail = 500;
/** ECMA-262 patterns of the parts, for engine and schema alike. */
export const addressForms = { countryCode: '^[A-Z]{2}$', provinceCode: '^[0-9]{2}$', wardCode: '^[0-9]{5}$' } as const;

const forms = {
  countryCode: new RegExp(addressForms.countryCode),
  provinceCode: new RegExp(addressForms.provinceCode),
  wardCode: new RegExp(addressForms.wardCode),
};

/** Inside Vietnam province, ward and detail; abroad only the detail. Every part that is wrong is reported with its path. */
export function checkAddress(address: Address, today: Day, report: Report): void {
  for (const key of strangersIn(address, addressParts)) report('unknownField', pointer('', key));
  const country = checkCode(address, 'countryCode', report, true);
  if (country === null || country === 'VN') {
    const provinceCode = checkCode(address, 'provinceCode', report, country === 'VN');
    const wardCode = checkCode(address, 'wardCode', report, country === 'VN');
    if (country !== null && provinceCode !== null) checkUnits(provinceCode, wardCode, today, report);
  } else {
    for (const part of ['provinceCode', 'wardCode']) if (!isEmpty(address[part])) report('notVisible', `/${part}`);
  }
  checkDetail(address['detail'], report);
}

/** The code when it has the right form, else null after reporting. */
function checkCode(address: Address, part: keyof typeof forms, report: Report, required: boolean): string | null {
  const code = address[part];
  if (isEmpty(code)) {
    if (required) report('required', `/${part}`);
  } else if (typeof code !== 'string') report('type', `/${part}`);
  else if (!forms[part].test(code)) report('pattern', `/${part}`);
  else return code;
  return null;
}

function checkUnits(provinceCode: string, wardCode: string | null, today: Day, report: Report): void {
  const verdict = checkAddressUnits({ provinceCode, wardCode: wardCode ?? '' }, today);
  if (verdict === 'unknownProvince') report('option', '/provinceCode', takenOver(provinceCode, 'province'));
  if (verdict === 'unknownWard' && wardCode !== null) report('option', '/wardCode', takenOver(wardCode, 'ward'));
}

/** Who took the unit over, when it was one. */
function takenOver(code: string, level: 'province' | 'ward'): Pick<Problem, 'takenOverBy'> {
  const takenOverBy = successorsOf(code).flatMap(({ code: of, level: at, nameVi }) =>
    at === level && nameVi !== null ? [{ code: of, nameVi }] : [],
  );
  return takenOverBy.length === 0 ? {} : { takenOverBy };
}

function checkDetail(detail: unknown, report: Report): void {
  if (isEmpty(detail)) report('required', '/detail');
  else if (typeof detail !== 'string') report('type', '/detail');
  else if (countSigns(detail, longestDetail) > longestDetail) report('max', '/detail');
  else if (!isPlainText(detail)) report('pattern', '/detail');
}
