import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changesSince } from './schema-changes.mjs';
import { read } from './house/sources.js';

const small = 'type Query { a(first: Int): A b: String } type A { id: ID! }';

describe('the schema that clients were given', () => {
  it('is kept: whoever was written for it goes on working', () => {
    const { breaking } = changesSince(
      read('docs/api/released-schema.graphql'),
      read('docs/generated/api-schema.graphql'),
    );
    expect(breaking).toEqual([]);
  });

  it.each([
    ['a field that is gone', 'type Query { a(first: Int): A } type A { id: ID! }'],
    ['an argument that must be given', 'type Query { a(first: Int!): A b: String } type A { id: ID! }'],
    ['a value that may be missing', 'type Query { a(first: Int): A b: String } type A { id: ID }'],
  ])('would not be with %s', (_, next) => expect(changesSince(small, next).breaking).toHaveLength(1));

  it('may grow', () => {
    const { breaking, added } = changesSince(small, `${small} extend type A { name: String }`);
    expect({ breaking, added }).toEqual({ breaking: [], added: ['A.name'] });
  });
});

describe('the page of changes', () => {
  const script = fileURLToPath(new URL('./schema-changes.mjs', import.meta.url));
  const grown = `${small} extend type A { name: String, title: String @deprecated(reason: "use name; removed after 2027-06") }`;
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'motcua-schema-'));
    for (const folder of ['docs/api', 'docs/generated']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'docs/api/released-schema.graphql'), small);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function changes(schema: string, ...more: readonly string[]) {
    writeFileSync(join(root, 'docs/generated/api-schema.graphql'), schema);
    const { status, stdout } = spawnSync(process.execPath, [script, '--root', root, ...more], { encoding: 'utf8' });
    return { status, stdout };
  }

  it('says what is new and what will go, and fails where a client breaks', () => {
    const { status, stdout } = changes(grown);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(
        /^Deprecated:\n\n- `A\.title`: use name; removed after 2027-06\n\nNew:\n\n- `A\.name`\n/,
      ),
    });
    const broken = changes('type Query { b: String }');
    expect(broken).toEqual({ status: 1, stdout: expect.stringMatching(/^Breaks clients:/) });
  });

  it('keeps what was released, newest first', () => {
    expect(changes(grown, '--release', '2026-12').status).toBe(0);
    expect(changes(`${grown} extend type A { age: Int }`, '--release', '2027-01').status).toBe(0);
    const page = readFileSync(join(root, 'docs/api/changelog.md'), 'utf8');
    expect(page.match(/^## .*/gm)).toEqual(['## Not released yet', '## Released 2027-01', '## Released 2026-12']);
    expect(page.indexOf('`A.age`')).toBeLessThan(page.indexOf('`A.name`'));
  });

  it('is not closed over something that breaks clients', () => {
    expect(changes('type Query { b: String }', '--release', '2026-12').status).toBe(1);
    expect(readFileSync(join(root, 'docs/api/released-schema.graphql'), 'utf8')).toBe(small);
  });
});
