import { readFileSync } from 'node:fs';
import { loadNationalCalendar } from '@motcua/vietnam';
import { z } from 'zod';
import { Refusal } from '@motcua/service-kit/pure';
import { catalogueFolder, readCatalogue } from './read-catalogue.js';
import type { CatalogueFiles } from './use-cases/load-catalogue.js';

const Office = z.strictObject({
  id: z.string().regex(/^off_[a-z0-9-]+$/),
  codePrefix: z.string().regex(/^[A-Y]\d{2}(\.[0-9A-Z]{1,8}){0,3}$/),
  name: z.strictObject({ vi: z.string(), en: z.string() }),
  phone: z.string(),
  address: z.string(),
  provinceCode: z.string().regex(/^\d{2}$/),
  wardCode: z.string().regex(/^\d{5}$/),
  procedureCodes: z.array(z.string()),
  validFrom: z.iso.date(),
});
/** `unconfirmed` and `note` are for whoever keeps the file. */
const OfficeFile = z.array(
  Office.extend({ unconfirmed: z.boolean().optional(), note: z.string().optional() }).transform(
    ({ unconfirmed: _unconfirmed, note: _note, ...office }) => office,
  ),
);

/** The catalogue this repository brings, whole or not at all. @throws Refusal CATALOGUE_INVALID with every place */
export function readFiles(): CatalogueFiles {
  const parsed = readCatalogue();
  const offices = OfficeFile.safeParse(JSON.parse(readFileSync(`${catalogueFolder}offices/offices.json`, 'utf8')));
  const problems = [
    ...(parsed.ok ? [] : parsed.problems.map(({ file, path, message }) => `${file}${path}: ${message}`)),
    ...(offices.success
      ? []
      : offices.error.issues.map(({ path, message }) => `offices.json/${path.join('/')}: ${message}`)),
  ];
  if (!parsed.ok || !offices.success) {
    throw new Refusal('CATALOGUE_INVALID', `The catalogue is refused whole: ${problems.join('; ')}`, { problems });
  }
  return { definitions: parsed.definitions, offices: offices.data, calendar: loadNationalCalendar() };
}
