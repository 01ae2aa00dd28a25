import type { FileUpload, Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import type { Attachment } from '../domain/attachment.js';
import { seenBy, type SeenDossier } from './see-dossier.js';
import { dossierNotFound } from '../domain/access.js';
import { supplementIntake } from './supplement-intake.js';
import { takeFile } from './take-file.js';

interface AttachSupplementFile {
  readonly requestId: string;
  readonly dossierId: string;
  readonly paper: string;
  readonly file: Promise<FileUpload>;
}

interface Attached {
  readonly dossier: SeenDossier;
  readonly attachment: Attachment;
}

/** Adds a file to a paper that the office asked for; the dossier has it once the supplement is answered. */
export async function attachSupplementFile(
  context: Context,
  viewer: Viewer,
  { file, ...input }: AttachSupplementFile,
): Promise<Attached> {
  const party = partyOf(viewer);
  const into = await supplementIntake(context, party, input.dossierId);
  const { intake, attachment } = await takeFile(context, viewer, { input, into, file });
  const dossier = seenBy(party, intake.stored);
  if (dossier === null) throw dossierNotFound();
  return { dossier, attachment };
}
