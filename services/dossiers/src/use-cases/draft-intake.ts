import type { Context } from '../context.js';
import { requireOpen, type Draft } from '../domain/draft.js';
import { requireRoom, roomIn } from '../domain/paper-file.js';
import type { Party } from '../domain/party.js';
import { changeDraft, getOwnDraft } from './change-draft.js';
import { typesOf, type OpenIntake } from './take-file.js';

/** A draft, as what files come in for. */
export function draftIntake(context: Context, party: Party, draftId: string): OpenIntake<Draft> {
  return {
    id: draftId,
    find: () => getOwnDraft(context, party, draftId),
    requireRoom(draft, sizeBytes) {
      requireOpen(draft);
      requireRoom(draft, sizeBytes, roomIn.draft);
    },
    acceptedTypes: async ({ procedureCode, procedureVersion }, paper) =>
      typesOf(await context.catalogue.getVersion(procedureCode, procedureVersion), paper),
    change: (asking, next) => changeDraft(context, asking, draftId, (draft) => ({ attachments: next(draft) })),
  };
}
