import type { Context, StoredDossier } from '../context.js';
import { papersEver } from '../domain/hand-ins.js';
import { requireRoom, roomIn } from '../domain/paper-file.js';
import type { Party } from '../domain/party.js';
import { awaitedSupplement } from '../domain/supplement-decisions.js';
import { changedFiles, noFilesYet, type SupplementFiles } from '../domain/supplement-files.js';
import { notAskedFor, scopeOf } from '../domain/supplement-scope.js';
import { findForApplicant } from './find-for-applicant.js';
import { typesOf, type OpenIntake } from './take-file.js';
import { untilWon } from './until-won.js';

/** The files, and the dossier as it stands. */
type Handing = SupplementFiles & { readonly stored: StoredDossier };

/** A supplement request, as what files come in for: while it is awaited, for papers that come with its answer. */
export async function supplementIntake(
  context: Context,
  party: Party,
  dossierId: string,
): Promise<OpenIntake<Handing>> {
  const { catalogue, supplementFiles, registerRequest } = context;
  const { state } = await findForApplicant(context, party, dossierId);
  // Of several, none but the last may be awaited; after its end, a repeated request is still answered.
  const { id, items } = state.supplements.at(-1) ?? awaitedSupplement(state);
  const find = async (): Promise<Handing> => {
    const { stored } = await findForApplicant(context, party, dossierId);
    return { ...((await supplementFiles.find(id)) ?? noFilesYet(id, dossierId)), stored };
  };
  return {
    id,
    find,
    requireRoom({ attachments, stored }, sizeBytes) {
      if (awaitedSupplement(stored.state).id !== id) throw notAskedFor();
      requireRoom({ attachments }, sizeBytes, roomIn.dossier, papersEver(stored.facts));
    },
    async acceptedTypes(_, paper) {
      const definition = await catalogue.getVersion(state.procedureCode, state.procedureVersion);
      if (!scopeOf(items, definition).papers.has(paper)) throw notAskedFor();
      return typesOf(definition, paper);
    },
    async change({ cause, at }, next) {
      await registerRequest(cause);
      return untilWon(`files of ${id}`, async () => {
        const { stored, ...files } = await find();
        if (files.requests.includes(cause.id)) return { ...files, stored };
        const changed = changedFiles(files, next({ ...files, stored }), cause.id, at);
        return (await supplementFiles.replace(changed, files.revision)) ? { ...changed, stored } : null;
      });
    },
  };
}
