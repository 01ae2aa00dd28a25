import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dossierNotFound } from '../domain/access.js';
import { askingBy } from './asking.js';
import { seenBy, type SeenDossier } from './see-dossier.js';
import { supplementIntake } from './supplement-intake.js';
import { takeAway } from './take-file.js';

interface RemoveSupplementFile {
  readonly requestId: string;
  readonly dossierId: string;
  readonly attachmentId: string;
}

/** Takes a file back that was not sent with an answer yet. */
export async function removeSupplementFile(
  context: Context,
  viewer: Viewer,
  input: RemoveSupplementFile,
): Promise<SeenDossier> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const into = await supplementIntake(context, asking.party, input.dossierId);
  const { stored } = await takeAway(context, into, asking, input.attachmentId);
  const dossier = seenBy(asking.party, stored);
  if (dossier === null) throw dossierNotFound();
  return dossier;
}
