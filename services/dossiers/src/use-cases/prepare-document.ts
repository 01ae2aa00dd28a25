import { Refusal, type FileUpload, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dossier } from '../domain/dossier.js';
import type { Decide } from '../domain/decisions.js';
import type { Party } from '../domain/party.js';
import { replacedFiles } from '../domain/result-files.js';
import type { PreparedDocument } from '../domain/result-facts.js';
import type { Moment } from '../domain/step-work.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import { askingBy } from './asking.js';
import { lookAtFile, type ReceivedFile } from './look-at-file.js';
import { receiveFile } from './receive-file.js';
import type { SeenDossier } from './see-dossier.js';

export type PreparedFile = Pick<PreparedDocument, 'fileId' | 'contentType' | 'sizeBytes' | 'sha256'>;

/** What the officer decides once the file is in. */
type Prepare = (file: PreparedFile) => (party: Party, moment: Moment) => Decide;

const accepted = ['application/pdf'];

/**
 * A file becomes a document of the dossier only when every configured check passed it: what the virus scanner does not
 * judge is refused, and sent again later. Files nobody needs any more go.
 */
export async function prepareDocument(
  context: Context,
  viewer: Viewer,
  act: DossierAct,
  { upload, prepare }: { readonly upload: Promise<FileUpload>; readonly prepare: Prepare },
): Promise<SeenDossier> {
  const before = await foresee(context, viewer, act, prepare(nothingYet));
  const wanted = { cameFor: act.dossierId, accepted, fileName: `ket-qua-${before.code}.pdf` };
  const { sha256, ...received } = await receiveFile(context, await upload, wanted);
  try {
    if (!before.repeated) await requireClean(context, received);
    const file = { ...received, sha256: Buffer.from(sha256, 'hex').toString('base64url') };
    const asked = { ...act, sha256 };
    const seen = await actOnDossier(context, viewer, asked, prepare(only(file)));
    await removeNeedless(context, seen, received.fileId);
    return seen;
  } catch (error) {
    // After any other error the dossier may hold it all the same; one that it does not hold is swept.
    if (error instanceof Refusal) await context.files.remove(received.fileId);
    throw error;
  }
}

const nothingYet: PreparedFile = { fileId: '', contentType: accepted[0] ?? '', sizeBytes: 0, sha256: '' };

function only({ fileId, contentType, sizeBytes, sha256 }: PreparedFile): PreparedFile {
  return { fileId, contentType, sizeBytes, sha256 };
}

/** Refuses before a byte is read what can be refused before. */
async function foresee(
  context: Context,
  viewer: Viewer,
  act: DossierAct,
  decide: (party: Party, moment: Moment) => Decide,
): Promise<{ readonly code: string; readonly repeated: boolean }> {
  const { party, cause, at } = askingBy(context, viewer, act.requestId, act);
  const stored = await context.dossiers.find(act.dossierId);
  const state = stored?.state ?? dossier.initial;
  const repeated = stored?.facts.some(({ causedBy }) => causedBy === cause.id) ?? false;
  if (!repeated) decide(party, { at, calendar: await context.catalogue.getCalendar() })(state, stored?.facts);
  return { code: state.status === 'NONE' ? '' : state.code, repeated };
}

async function requireClean(context: Context, received: ReceivedFile): Promise<void> {
  const { state } = await lookAtFile(context, received, context.clock.now());
  if (state === 'CLEAN') return;
  throw state === 'INFECTED'
    ? new Refusal('FILE_INFECTED', 'The virus scanner found something in the file.')
    : new Refusal('FILE_NOT_CHECKED', 'The virus scanner does not answer; send the file again later.');
}

/** What gave way to the new document, and a file that a repeated request brought once more. */
async function removeNeedless({ files }: Context, { state, stored }: SeenDossier, broughtId: string): Promise<void> {
  const named = stored.facts.some((fact) => fact.type === 'ResultPrepared' && fact.document.fileId === broughtId);
  const needless = [...replacedFiles(state, stored.facts), ...(named ? [] : [broughtId])];
  for (const fileId of needless) await files.remove(fileId);
}
