import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@motcua/service-kit/pure';
import { catalogueFolder } from './read-catalogue.js';
import { readFiles } from './read-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  cpSync(catalogueFolder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the files of the catalogue', () => {
  it('are eight procedures, an office that takes them all after two former ones, the calendar, and words to search by', () => {
    const { definitions, offices, calendar, vocabulary } = readFiles(folder);
    expect(definitions).toHaveLength(8);
    expect(offices).toMatchObject([
      { id: 'off_ha-dong', codePrefix: 'H26.153', wardCode: '09556' },
      { id: 'off_quang-trung', validUntil: '2025-06-30', successorOfficeId: 'off_ha-dong' },
      { id: 'off_nguyen-trai', validUntil: '2024-12-31', successorOfficeId: 'off_quang-trung' },
    ]);
    expect(vocabulary.lifeEvents.length).toBeGreaterThan(0);
    expect(offices[0]?.procedureCodes).toEqual(definitions.map(({ procedure }) => procedure.code));
    expect(calendar.id).toBe('cal_vn');
  });

  it('are refused whole with every place that is wrong, in several files at once', () => {
    change('2.000986.json', '"registerBirth"', '"nobody"');
    change('2.002622.json', '"severity": "error"', '"severity": "fatal"');
    const problems = problemsOf();
    expect(problems.some((problem) => problem.startsWith('2.000986.json/steps'))).toBe(true);
    expect(problems.some((problem) => problem.startsWith('2.002622.json/rules'))).toBe(true);
  });

  it('name a file that is no JSON', () => {
    writeFileSync(join(folder, '2.000635.json'), '{ "code": ');
    expect(problemsOf()).toEqual(['2.000635.json: badValue: the file is not JSON']);
  });

  it.each([
    ['"09556"', '"99999"', '/0/wardCode: no unit on 2025-07-01'],
    ['"H26.153"', '"h26"', '/0/codePrefix: no first part of a dossier code'],
    ['"02433.824.606"', '"12"', '/0/phone: no Vietnamese phone number'],
    ['"2.000986"', '"2.999999"', '/0/procedureCodes/6: no such procedure: 2.999999'],
    ['"address"', '"adress"', '/0/address'],
    [
      '"off_ha-dong",\n    "unconfirmed"',
      '"off_nowhere",\n    "unconfirmed"',
      '/1/successor: no such office: off_nowhere',
    ],
    [
      '"off_ha-dong",\n    "unconfirmed"',
      '"off_nguyen-trai",\n    "unconfirmed"',
      '/1/successor: off_nguyen-trai leads back to off_quang-trung',
    ],
    ['"2025-06-30"', '"2024-06-30"', '/1/validUntil: before the office opened on 2025-01-01'],
    ['"2024-12-31"', '"2025-03-31"', '/2/wardCode: names another unit by 2025-03-31'],
  ])('refuse an office in which %s became %s', (from, to, problem) => {
    change('offices/offices.json', from, to);
    expect(problemsOf().join('\n')).toContain(`offices.json${problem}`);
  });

  it('refuse two offices that would give dossiers the same codes', () => {
    const path = join(folder, 'offices/offices.json');
    const text = readFileSync(path, 'utf8').trim();
    writeFileSync(path, `${text.slice(0, -1)}, ${text.slice(1)}`);
    expect(problemsOf()).toEqual([
      'offices.json/3/id: off_ha-dong occurs twice',
      'offices.json/4/id: off_quang-trung occurs twice',
      'offices.json/5/id: off_nguyen-trai occurs twice',
      'offices.json/3/codePrefix: H26.153 occurs twice',
      'offices.json/4/codePrefix: H26.HD.QT occurs twice',
      'offices.json/5/codePrefix: H26.HD.NT occurs twice',
    ]);
  });
});

function change(file: string, from: string, to: string): void {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

function problemsOf(): readonly string[] {
  try {
    readFiles(folder);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'CATALOGUE_INVALID') throw error;
    const { problems } = error.details;
    return Array.isArray(problems) ? problems.map(String) : [];
  }
}
