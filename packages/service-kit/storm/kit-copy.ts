import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A change to one file of the built kit. */
export interface Change {
  readonly file: string;
  /** Found exactly once, or the change is out of date. */
  readonly find: string;
  readonly replace: string;
}

const compiled = fileURLToPath(new URL('.', import.meta.url));
const folder = fileURLToPath(new URL('..', import.meta.url));
const kit = fileURLToPath(new URL('../../../packages/service-kit', import.meta.url));

/**
 * Copies the built kit and these programs into a folder of their own and changes one place of the copy. Programs run from
 * the answered folder find the copy under the kit's name and everything else where it is. Throws when the text to be
 * changed is not there exactly once: then the list of guards must follow the code.
 */
export function copyKit(name: string, change: Change): string {
  const home = join(folder, name);
  const copy = join(home, 'node_modules/@motcua/service-kit');
  cpSync(join(kit, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(kit, 'package.json'), join(copy, 'package.json'));
  cpSync(compiled, join(home, 'storm'), { recursive: true });
  const path = join(copy, 'dist', change.file);
  const text = readFileSync(path, 'utf8');
  const found = text.split(change.find).length - 1;
  if (found !== 1) throw new Error(`${name}: found ${found} times in ${change.file}: ${change.find}`);
  writeFileSync(
    path,
    text.replace(change.find, () => change.replace),
  );
  return join(home, 'storm');
}
