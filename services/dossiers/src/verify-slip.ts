/** Judges the file of an official slip with the public keys alone, without a network: `npm run -s verify-slip -- FILE.pdf KEYS.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IdentityPublicKeys } from '@motcua/service-kit';
import { judgeSlip, NotGenuine } from './use-cases/judge-slip.js';

/** Nothing could be judged: used wrongly, or a file cannot be read. */
class Fault extends Error {}

const usage = 'usage: npm run -s verify-slip -- FILE.pdf KEYS.json';

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  try {
    const [file, keysFile, ...more] = args;
    if (file === undefined || keysFile === undefined || more.length > 0) throw new Fault(usage);
    const proof = await judgeSlip(readBytes(file), readKeys(keysFile));
    process.stdout.write(`${JSON.stringify(proof)}\n`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof Fault || cause instanceof NotGenuine)) throw cause;
    const unjudged = cause instanceof Fault;
    process.stderr.write(`${unjudged ? '' : 'NOT GENUINE: '}${cause.message}\n`);
    return unjudged ? 2 : 1;
  }
}

function readKeys(file: string): IdentityPublicKeys {
  try {
    return IdentityPublicKeys.parse(JSON.parse(readBytes(file).toString('utf8')));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault(`${file} is not a set of public keys, such as /document-keys.json`);
  }
}

function readBytes(file: string): Buffer {
  // npm starts scripts in the root folder and tells where the user stood.
  const folders = [process.cwd(), process.env['INIT_CWD'] ?? process.cwd()];
  const path = folders.map((folder) => resolve(folder, file)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Fault(`no such file: ${file}`);
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Fault(`${file} cannot be read (${reason})`);
  }
}
