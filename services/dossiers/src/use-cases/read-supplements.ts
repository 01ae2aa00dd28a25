import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import { cleanAttachments, type Attachment } from '../domain/attachment.js';
import type { SupplementItem } from '../domain/desk-facts.js';
import { openSupplement, type SupplementRequest } from '../domain/dossier.js';
import { permits } from '../domain/lifecycle.js';
import type { Party } from '../domain/party.js';
import type { LocalizedText } from '../domain/step.js';
import { askableIn, nameOf } from '../domain/supplement-items.js';
import { supplementReasonText } from '../domain/supplement-reasons.js';
import { decryptNote } from './notes.js';
import { recordLook } from './read-personal.js';
import type { SeenDossier } from './see-dossier.js';

/** A supplement request before somebody who may know of it. */
export interface SeenSupplement {
  readonly request: SupplementRequest;
  readonly seen: SeenDossier;
}

export interface ShownItem extends Pick<SupplementItem, 'subject' | 'key' | 'reasonCode'> {
  readonly name: LocalizedText;
  readonly reason: LocalizedText;
  /** The officer's words; null where there are none, or personal data was erased. */
  readonly note: string | null;
}

export function listSupplements(seen: SeenDossier): readonly SeenSupplement[] {
  if (sights.supplementRequests[seen.relation] !== 'full') return [];
  return seen.state.supplements.map((request) => ({ request, seen }));
}

export async function readItems(context: Context, { request, seen }: SeenSupplement): Promise<readonly ShownItem[]> {
  const { procedureCode, procedureVersion } = seen.state;
  const askable = askableIn(await context.catalogue.getVersion(procedureCode, procedureVersion));
  return Promise.all(
    request.items.map(async ({ encryptedNote, ...item }) => ({
      ...item,
      name: nameOf(item, askable),
      reason: supplementReasonText(item.reasonCode),
      note: await decryptNote(context, seen.id, encryptedNote),
    })),
  );
}

/** While it is awaited; an officer sees what every configured check passed. */
export async function readSupplementFiles(
  context: Context,
  party: Party,
  { request, seen }: SeenSupplement,
): Promise<readonly Attachment[]> {
  const { state } = seen;
  if (!permits(state, 'answerSupplement') || openSupplement(state)?.id !== request.id) return [];
  const files = await context.supplementFiles.find(request.id);
  if (files === null) return [];
  if (seen.relation === 'APPLICANT') return files.attachments;
  const clean = cleanAttachments(files);
  if (clean.length > 0) await recordLook(context, party, seen);
  return clean;
}
