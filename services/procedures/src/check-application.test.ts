import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { getSample, samples } from '../test/sample-applications.js';

const Problems = z.array(z.object({ field: z.string(), code: z.string() }));
const Verdicts = z.array(z.object({ procedureCode: z.string(), problems: Problems, warnings: Problems }));

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'motcua-applications-'));
const build = pathToFileURL(join(root, 'tooling/build.mjs')).href;

let fileCount = 0;

beforeAll(() => {
  // The command runs from dist; a test run may come before any build.
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', `await (await import('${build}')).build()`], {
    cwd: root,
  });
  expect(built.status).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('npm run -s check-application', () => {
  it('answers one application with one verdict', () => {
    const { status, stdout } = check(fileWith(getSample('2.000986-3')), '--on', '2026-11-22');
    const verdict: unknown = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(verdict).toMatchObject({
      procedureCode: '2.000986',
      warnings: [{ field: 'childDob', code: 'rule:lateBirth' }],
      papers: expect.arrayContaining([
        expect.objectContaining({ key: 'birthNotification', required: true, provided: false }),
      ]),
      fees: expect.arrayContaining([expect.objectContaining({ key: 'birthLate', totalVnd: 0 })]),
    });
  });

  it('answers a list with a list, exactly as each sample expects', () => {
    const { stdout } = check(fileWith(samples), '--on', '2026-11-22');
    const verdicts = Verdicts.parse(JSON.parse(stdout));
    expect(verdicts.map(inOneOrder)).toEqual(
      samples.map(({ procedureCode, expectedProblems, expectedWarnings }) =>
        inOneOrder({ procedureCode, problems: expectedProblems, warnings: expectedWarnings }),
      ),
    );
  });

  it('names a key such as __proto__ like any other unknown field', () => {
    const text = '{"procedureCode":"2.000635","answers":{"__proto__":{"x":1}}}';
    expect(check(fileOf(text)).stdout).toContain('"field": "__proto__"');
  });

  it.each([
    ['no file named', [], 'USAGE'],
    ['two files', ['a.json', 'b.json'], 'USAGE'],
    ['an unknown option', ['a.json', '--at', 'x'], 'USAGE'],
    ['a day that does not exist', ['a.json', '--on', '2026-02-30'], 'DATE_INVALID'],
    ['a file that is not there', [join(folder, 'nowhere.json')], 'FILE_NOT_FOUND'],
    ['a folder', [folder], 'FILE_NOT_READABLE'],
    ['no JSON', [fileOf('{"procedureCode":')], 'FILE_NOT_JSON'],
    ['no application', [fileOf('{"answers":{}}')], 'APPLICATION_MALFORMED'],
    ['answers that are a list', [fileOf('{"procedureCode":"2.000635","answers":[]}')], 'APPLICATION_MALFORMED'],
    [
      'one bad application in a list',
      [fileOf('[{"procedureCode":"2.000635","answers":{}},5]')],
      'APPLICATION_MALFORMED',
    ],
    ['an unknown procedure', [fileOf('{"procedureCode":"9.999999","answers":{}}')], 'PROCEDURE_UNKNOWN'],
    [
      'a procedure named like an inherited key',
      [fileOf('{"procedureCode":"constructor","answers":{}}')],
      'PROCEDURE_UNKNOWN',
    ],
  ])('refuses %s with a code and nothing else', (_, args, code) => {
    const { status, stdout, stderr } = check(...args);
    expect({ status, stdout, code: stderr.split(':')[0] }).toEqual({ status: 2, stdout: '', code });
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

function check(...args: readonly string[]) {
  return spawnSync(process.execPath, ['services/procedures/dist/check-application.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

function fileWith(json: unknown): string {
  return fileOf(JSON.stringify(json));
}

function fileOf(text: string): string {
  const path = join(folder, `${fileCount++}.json`);
  writeFileSync(path, text);
  return path;
}

function inOneOrder({ procedureCode, problems, warnings }: z.infer<typeof Verdicts>[number]) {
  const sorted = (list: z.infer<typeof Problems>) => list.map(({ field, code }) => `${field} ${code}`).sort();
  return { procedureCode, problems: sorted(problems), warnings: sorted(warnings) };
}
