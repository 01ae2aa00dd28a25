import type { FileUpload, Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { prepareResult as prepare } from '../domain/result-decisions.js';
import type { DossierAct } from './act-on-dossier.js';
import { prepareDocument } from './prepare-document.js';
import type { SeenDossier } from './see-dossier.js';

interface PrepareResult extends DossierAct {
  readonly resultCode: string;
  readonly copies?: number;
  readonly file: Promise<FileUpload>;
}

/** What the leader shall sign. */
export function prepareResult(
  context: Context,
  viewer: Viewer,
  { file: upload, ...act }: PrepareResult,
): Promise<SeenDossier> {
  const { dossierId, resultCode, copies = 1 } = act;
  return prepareDocument(context, viewer, act, {
    upload,
    prepare:
      (file) =>
      (party, { at }) =>
        prepare(party, dossierId, { ...file, resultCode, copies }, at),
  });
}
