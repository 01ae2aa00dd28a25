import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path/posix';
import { exists, read, root, sourcesWith } from './sources.js';

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly resolved?: string;
        readonly link?: boolean;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifests = sourcesWith('package.json').map(({ path, text }) => ({ path, ...(JSON.parse(text) as Manifest) }));

describe('the repository', () => {
  it('installs exactly one copy of graphql', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    expect(Object.keys(packages).filter((path) => /(^|\/)node_modules\/graphql$/.test(path))).toEqual([
      'node_modules/graphql',
    ]);
  });

  it('names no registry in its lock file', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });

  it('locks the binaries of every platform, or npm ci would refuse the lock', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.entries(optionalDependencies),
    );
    const exact = optional.filter(([, version]) => /^\d+\.\d+\.\d+$/.test(version)).map(([name]) => name);
    // Mended by: node tooling/complete-lock.mjs
    expect(exact.filter((name) => !(`node_modules/${name}` in packages))).toEqual([]);
  });

  it('pins every dependency and says why it is there', () => {
    const page = read('docs/dependencies.md');
    const all = manifests.flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }),
    );
    const outside = all.filter(([name]) => !name.startsWith('@motcua/'));
    expect(outside.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect([...new Set(outside.map(([name]) => name))].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('explains no dependency it does not have', () => {
    const named = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name ?? '');
    const had = new Set(
      manifests.flatMap(({ dependencies, devDependencies }) => Object.keys({ ...dependencies, ...devDependencies })),
    );
    expect(named.filter((name) => !had.has(name))).toEqual([]);
  });

  it('has fresh generated files', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tooling/generate.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  }, 60_000);

  it('has no link to a page that is not there', () => {
    const broken = sourcesWith('.md').flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, link]) => join(dirname(path), link ?? ''))
        .filter((target) => !exists(target))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('offers in the README only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = sourcesWith('.md').flatMap(({ text }) =>
      [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name ?? ''),
    );
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });
});
