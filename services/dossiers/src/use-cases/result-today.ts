import type { Context } from '../context.js';
import type { ResultDocument } from '../domain/dossier.js';
import type { ResultProof } from '../domain/signed-document.js';

/** What became of a signed result since, in the order of the proofs; null where nothing is known of it. */
export function findResultsToday(
  { dossiers }: Pick<Context, 'dossiers'>,
  proofs: readonly ResultProof[],
): Promise<readonly (ResultDocument | null)[]> {
  return Promise.all(
    proofs.map(async ({ code, document }) => {
      const state = (await dossiers.findByCode(code))?.state;
      if (state === undefined || state.status === 'NONE') return null;
      return state.results.find(({ id }) => id === document) ?? null;
    }),
  );
}
