import { checkAddressUnits, findAdministrativeUnit, formatDossierCode, parsePhone } from '@motcua/vietnam';
import { z } from 'zod';
import type { Office } from './domain/office.js';
import { checkSuccession } from './domain/office-succession.js';
import { notJson, readJson } from './read-catalogue.js';

const OfficeRecord = z
  .strictObject({
    id: z.string().regex(/^off_[a-z0-9-]+$/),
    codePrefix: z.string().refine(isCodePrefix, 'no first part of a dossier code'),
    name: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
    phone: z.string().refine((phone) => parsePhone(phone).ok, 'no Vietnamese phone number'),
    address: z.string().min(1),
    provinceCode: z.string(),
    wardCode: z.string(),
    procedureCodes: z.array(z.string()).min(1),
    validFrom: z.iso.date(),
    /** The last day on which it takes dossiers, and the id of the office that took over. */
    validUntil: z.iso.date().optional(),
    successor: z.string().optional(),
    /** For whoever keeps the file. */
    unconfirmed: z.boolean().optional(),
    note: z.string().optional(),
  })
  .superRefine((office, context) => {
    const verdict = checkAddressUnits(office, office.validFrom);
    const path = [verdict === 'unknownProvince' ? 'provinceCode' : 'wardCode'];
    if (verdict !== 'ok') context.addIssue({ code: 'custom', path, message: `no unit on ${office.validFrom}` });
    else if (!liesInOneUnit(office)) {
      const message = `names another unit by ${office.validUntil ?? ''}`;
      context.addIssue({ code: 'custom', path: ['wardCode'], message });
    }
  });

export type ReadOffices =
  | { readonly ok: true; readonly offices: readonly Office[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the offices of a file; each must take procedures that exist, no two may give one dossier code, and the dossiers of a
 * closed one must come to an open one.
 */
export function readOffices(path: string, procedureCodes: readonly string[]): ReadOffices {
  const json = readJson(path);
  if (json === notJson) return { ok: false, problems: ['offices.json: the file is not JSON'] };
  const parsed = z.array(OfficeRecord).safeParse(json);
  const offices = (parsed.data ?? []).map(toOffice);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `offices.json/${issue.path.join('/')}: ${issue.message}`),
    ...offices.flatMap((office, at) => unknownProcedures(office, at, procedureCodes)),
    ...repeated(offices, 'id'),
    ...repeated(offices, 'codePrefix'),
    ...checkSuccession(offices).map(({ at, key, message }) => `offices.json/${at}/${key}: ${message}`),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, offices };
}

function toOffice({ id, codePrefix, name, phone, address, ...office }: z.infer<typeof OfficeRecord>): Office {
  const { provinceCode, wardCode, procedureCodes, validFrom, validUntil, successor } = office;
  return {
    ...{ id, codePrefix, name, phone, address, provinceCode, wardCode, procedureCodes, validFrom },
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(successor === undefined ? {} : { successorOfficeId: successor }),
  };
}

/** Codes are reused: on its last day an office must still lie in the unit it opened in. Told where wards are held. */
function liesInOneUnit({ wardCode, validFrom, validUntil }: z.infer<typeof OfficeRecord>): boolean {
  const days = [validFrom, validUntil === undefined || validUntil < validFrom ? validFrom : validUntil];
  const [first, last] = days.map((day) => findAdministrativeUnit(wardCode, day));
  return first?.validFrom === last?.validFrom;
}

function unknownProcedures({ procedureCodes }: Office, at: number, known: readonly string[]): readonly string[] {
  return procedureCodes.flatMap((code, index) =>
    known.includes(code) ? [] : [`offices.json/${at}/procedureCodes/${index}: no such procedure: ${code}`],
  );
}

function repeated(offices: readonly Office[], key: 'id' | 'codePrefix'): readonly string[] {
  return offices.flatMap((office, at) =>
    offices.findIndex((other) => other[key] === office[key]) < at
      ? [`offices.json/${at}/${key}: ${office[key]} occurs twice`]
      : [],
  );
}

/** As the codes of dossiers are written (QĐ 20/2020/QĐ-TTg). */
function isCodePrefix(unit: string): boolean {
  try {
    return formatDossierCode({ unit, day: '2026-01-01', sequence: 1 }) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
