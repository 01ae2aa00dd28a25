import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueFolder, readCatalogue } from './read-catalogue.js';
import { readVocabulary } from './read-vocabulary.js';

const catalogue = readCatalogue();
const codes = catalogue.ok ? catalogue.definitions.map(({ procedure }) => procedure.code) : [];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  cpSync(join(catalogueFolder, 'search'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const problemsOf = (): readonly string[] => {
  const read = readVocabulary(folder, codes);
  return read.ok ? [] : read.problems;
};

describe('the words of the catalogue', () => {
  it('lead to every procedure, by a life event and by synonyms', () => {
    const read = readVocabulary(folder, codes);
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const { lifeEvents, synonyms } = read.vocabulary;
    expect(new Set(lifeEvents.flatMap(({ procedures }) => procedures))).toEqual(new Set(codes));
    expect(new Set(synonyms.keys())).toEqual(new Set(codes));
  });

  it.each([
    ['life-events.json', '"2.000986"', '"2.999999"', '/lifeEvents/0/procedures/0: no such procedure: 2.999999'],
    ['life-events.json', '"2.000635"', '"2.000986"', '/lifeEvents/0/procedures/1: 2.000986 occurs twice'],
    ['life-events.json', '"getting-married"', '"having-a-child"', '/lifeEvents/1/id: having-a-child occurs twice'],
    ['life-events.json', '"ours": true', '"ours": false', '/ours'],
    ['life-events.json', '"procedures"', '"procedure"', '/lifeEvents/0/procedures'],
    ['synonyms.json', '"2.002622"', '"2.999999"', '/synonyms/1/procedures/0: no such procedure: 2.999999'],
    ['synonyms.json', '"em bé"', '"…"', '/synonyms/0/vi/8: no word in it'],
    ['synonyms.json', '"em bé"', '"Sinh  con"', '/synonyms/0/vi/8: Sinh  con occurs twice'],
    ['synonyms.json', '"fillers"', '"filler"', '/fillers'],
  ])('are refused in %s when %s became %s', (file, from, to, place) => {
    change(file, from, to);
    expect(problemsOf().join('\n')).toContain(`search/${file}${place}`);
  });

  it('are refused with every place in both files at once', () => {
    change('life-events.json', '"2.000986"', '"2.999999"');
    writeFileSync(join(folder, 'synonyms.json'), '{');
    expect(problemsOf()).toEqual([
      'search/life-events.json/lifeEvents/0/procedures/0: no such procedure: 2.999999',
      'search/synonyms.json: the file is not JSON',
    ]);
  });
});

function change(file: string, from: string, to: string): void {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}
