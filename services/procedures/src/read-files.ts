import { loadNationalCalendar } from '@motcua/vietnam';
import { Refusal } from '@motcua/service-kit/pure';
import { catalogueFolder, readCatalogue } from './read-catalogue.js';
import { readOffices } from './read-offices.js';
import { readVocabulary } from './read-vocabulary.js';
import type { CatalogueFiles } from './use-cases/load-catalogue.js';

/** The catalogue of a folder, whole or not at all. @throws Refusal CATALOGUE_INVALID with every place */
export function readFiles(folder: string = catalogueFolder): CatalogueFiles {
  const catalogue = readCatalogue(folder);
  const codes = catalogue.ok ? catalogue.definitions.map(({ procedure }) => procedure.code) : [];
  const offices = readOffices(`${folder}/offices/offices.json`, codes);
  const words = readVocabulary(`${folder}/search`, codes);
  if (!catalogue.ok) {
    // Offices and words name procedures: what is wrong about those is said before.
    throw invalid(catalogue.problems.map(({ file, path, code, message }) => `${file}${path}: ${code}: ${message}`));
  }
  if (!offices.ok || !words.ok) {
    throw invalid([...(offices.ok ? [] : offices.problems), ...(words.ok ? [] : words.problems)]);
  }
  const { definitions } = catalogue;
  return { definitions, offices: offices.offices, calendar: loadNationalCalendar(), vocabulary: words.vocabulary };
}

function invalid(problems: readonly string[]): Refusal {
  return new Refusal('CATALOGUE_INVALID', `The catalogue is refused whole: ${problems.join('; ')}`, { problems });
}
