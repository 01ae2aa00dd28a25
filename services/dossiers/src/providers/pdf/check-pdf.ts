import { Refusal } from '@motcua/service-kit';
import { judgeFindings, noFindings, noteName, noteObject, type PdfFinding } from './pdf-findings.js';
import { UnreadablePdf, type Reading } from './pdf-value.js';
import { objectsOf } from './pdf-objects.js';
import { hasPages } from './pdf-pages.js';

const messages: Readonly<Record<PdfFinding, string>> = {
  PDF_ENCRYPTED: 'The PDF is locked by a password or encrypted.',
  PDF_HAS_SCRIPT: 'The PDF has scripts or actions in it.',
  PDF_HAS_FILES: 'The PDF has other files, films or sounds in it.',
};

/**
 * Refuses a PDF that is more than a paper; its bytes stay as they are, so that an electronic signature on it stays good.
 * Refused: PDF_UNREADABLE, PDF_ENCRYPTED, PDF_HAS_SCRIPT, PDF_HAS_FILES.
 */
export async function checkPdf(bytes: Buffer): Promise<void> {
  try {
    requireNothingElse(bytes);
    await requireHarmless(bytes);
  } catch (error) {
    if (error instanceof UnreadablePdf) throw unreadable();
    throw error;
  }
}

async function requireHarmless(bytes: Buffer): Promise<void> {
  const findings = noFindings();
  const onName = (name: string): void => {
    noteName(findings, name);
  };
  const reading: Reading = { bytesRead: 0, mostBytes: 4 * bytes.length + 100_000, onName };
  const judge = (): void => {
    const found = judgeFindings(findings);
    if (found !== null) throw new Refusal(found, messages[found]);
  };
  try {
    for await (const object of objectsOf(bytes, reading)) {
      noteObject(findings, object);
      if (findings.encrypted) judge();
    }
  } catch (error) {
    // What was seen before reading had to end is worse than that it had to.
    if (error instanceof UnreadablePdf) judge();
    throw error;
  }
  judge();
  if (!hasPages(findings.pages)) throw unreadable();
}

/** The file ends where the PDF ends, and is no web page or archive at the same time. */
function requireNothingElse(bytes: Buffer): void {
  const end = bytes.lastIndexOf('%%EOF');
  if (end < 0 || /[^\0\t\n\f\r ]/.test(bytes.toString('latin1', end + 5))) throw unreadable();
  if (/<(?:html|!doctype|script|svg|head|body|iframe)\b/i.test(bytes.toString('latin1', 0, 1_024))) throw unreadable();
  if (endsAsArchive(bytes)) throw new Refusal('PDF_HAS_FILES', messages.PDF_HAS_FILES);
}

/** A zip is read from its end: a mark that tells how far before it its directory begins, however much stands around both. */
function endsAsArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 22 - 65_535);
  for (
    let at = bytes.indexOf('PK\x05\x06', from, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\x05\x06', at + 4, 'latin1')
  ) {
    const directory = at + 16 <= bytes.length ? at - bytes.readUInt32LE(at + 12) : -1;
    if (directory >= 0 && bytes.toString('latin1', directory, directory + 4) === 'PK\x01\x02') return true;
  }
  return false;
}

function unreadable(): Refusal {
  return new Refusal('PDF_UNREADABLE', 'The PDF cannot be read, or has no pages.');
}
