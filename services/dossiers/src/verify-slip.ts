/** Judges the file of an official slip with the public keys alone, without a network: `npm run -s verify-slip -- FILE.pdf KEYS.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ForeignDocument, readPrinted, type ReadPrinted } from '@motcua/printed-documents';
import { IdentityPublicKeys } from '@motcua/service-kit';
import { textDigest } from './domain/office-paper.js';
import { signedTextIn, type SlipProof } from './domain/signed-document.js';
import { createDocumentVerifier } from './providers/document-signer.js';
import { unsealPdf } from './providers/pdf-seal.js';

/** Nothing could be judged: used wrongly, or a file cannot be read. */
class Fault extends Error {}
/** It was judged, and is none of ours or not as it was issued. */
class NotGenuine extends Error {}

const usage = 'usage: npm run -s verify-slip -- FILE.pdf KEYS.json';

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  try {
    const [file, keysFile, ...more] = args;
    if (file === undefined || keysFile === undefined || more.length > 0) throw new Fault(usage);
    const proof = await judge(readBytes(file), readKeys(keysFile));
    process.stdout.write(`${JSON.stringify(proof)}\n`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof Fault || cause instanceof NotGenuine)) throw cause;
    const unjudged = cause instanceof Fault;
    process.stderr.write(`${unjudged ? '' : 'NOT GENUINE: '}${cause.message}\n`);
    return unjudged ? 2 : 1;
  }
}

async function judge(file: Buffer, keys: IdentityPublicKeys): Promise<SlipProof> {
  const { pdf, intact } = unsealPdf(file, keys);
  const printed = read(pdf);
  const signedText = signedTextIn(printed.subject);
  const proof = signedText === null ? null : await createDocumentVerifier(keys).verify(signedText);
  if (proof === null) throw new NotGenuine('none of the keys signed what it says of itself');
  if (proof.kind !== 'SLIP') throw new NotGenuine('it is not an official slip');
  if (textDigest(linesOf(printed)) !== proof.digest) throw new NotGenuine('its text is not the text that was signed');
  // What stands elsewhere, is covered or drawn with other letters says the same to a search, and not to the eye.
  if (!intact) throw new NotGenuine('the file is not byte for byte as it was issued');
  return proof;
}

function read(pdf: Buffer): ReadPrinted {
  try {
    return readPrinted(pdf);
  } catch (cause) {
    if (cause instanceof ForeignDocument) throw new NotGenuine(`it is no slip of ours: ${cause.message}`);
    throw cause;
  }
}

/** Without what stands on every page again. */
function linesOf({ pages }: ReadPrinted): readonly string[] {
  return pages.flatMap(({ lines }) => lines.flatMap(({ text, artifact }) => (artifact ? [] : [text])));
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
