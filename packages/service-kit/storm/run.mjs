// Starts a program of this folder: turns its TypeScript into JavaScript beside a link to the built kit, then runs it.
// node packages/service-kit/storm/run.mjs guards|interleavings […]
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const [program = '', ...rest] = process.argv.slice(2);
const folder = join(root, '.motcua', `storm-${process.pid}`);
const compiled = join(folder, 'storm');

for (const name of readdirSync(source, { recursive: true })) {
  if (!name.endsWith('.ts')) continue;
  const target = join(compiled, name.replace(/\.ts$/, '.js'));
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, ts.transpileModule(readFileSync(join(source, name), 'utf8'), { compilerOptions }).outputText);
}

const child = spawn(process.execPath, [join(compiled, `${program}.js`), ...rest], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
