import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dossierNotFound } from '../domain/access.js';
import type { SupplementItem } from '../domain/desk-facts.js';
import { requestSupplement as ask } from '../domain/supplement-decisions.js';
import { askableIn } from '../domain/supplement-items.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import { encryptNote } from './notes.js';
import type { SeenDossier } from './see-dossier.js';

type AskedItem = Omit<SupplementItem, 'encryptedNote'> & { readonly note?: string | null | undefined };

interface RequestSupplement extends DossierAct {
  readonly items: readonly AskedItem[];
  readonly secondReasonCode?: string | null | undefined;
}

/** The office asks its applicant for what is missing or wrong, by fields and papers of the pinned version. */
export async function requestSupplement(
  context: Context,
  viewer: Viewer,
  act: RequestSupplement,
): Promise<SeenDossier> {
  const { dossierId, secondReasonCode = null } = act;
  const state = (await context.dossiers.find(dossierId))?.state;
  if (state === undefined || state.status === 'NONE') throw dossierNotFound();
  const askable = askableIn(await context.catalogue.getVersion(state.procedureCode, state.procedureVersion));
  const items = await Promise.all(
    act.items.map(async ({ note, ...item }) => ({
      ...item,
      encryptedNote: await encryptNote(context, dossierId, note),
    })),
  );
  return actOnDossier(context, viewer, act, (party, moment) =>
    ask(party, { dossierId, items, askable, secondReasonCode }, moment),
  );
}
