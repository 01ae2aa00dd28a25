import type { FileUpload, Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { prepareCorrection as prepare } from '../domain/result-decisions.js';
import type { DossierAct } from './act-on-dossier.js';
import { prepareDocument } from './prepare-document.js';
import type { SeenDossier } from './see-dossier.js';

interface PrepareCorrection extends DossierAct {
  readonly documentId: string;
  readonly reasonCode: string;
  readonly copies?: number;
  readonly file: Promise<FileUpload>;
}

/** What shall take the place of a signed document with a mistake. */
export function prepareCorrection(
  context: Context,
  viewer: Viewer,
  { file: upload, ...act }: PrepareCorrection,
): Promise<SeenDossier> {
  const { dossierId, documentId, reasonCode, copies = 1 } = act;
  return prepareDocument(context, viewer, act, {
    upload,
    prepare:
      (file) =>
      (party, { at }) =>
        prepare(party, dossierId, { documentId, reasonCode, prepared: { ...file, copies } }, at),
  });
}
