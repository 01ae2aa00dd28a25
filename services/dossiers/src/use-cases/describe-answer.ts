import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context, StoredDossier } from '../context.js';
import { dossierNotFound } from '../domain/access.js';
import type { SupplementAnswer } from '../domain/desk-facts.js';
import { newestHandIn } from '../domain/hand-ins.js';
import type { Supplemented } from '../domain/supplement-answer.js';
import type { SupplementFiles } from '../domain/supplement-files.js';
import { blindKeysOf } from './blind-keys.js';
import { encryptAnswers, encryptPapers, submissionOf } from './personal-data.js';

interface Handed {
  readonly stored: StoredDossier;
  readonly definition: ProcedureDefinition;
  readonly files: SupplementFiles;
  readonly supplemented: Supplemented;
}

/** All that holds from now on, encrypted anew under the dossier's data key; new files of a paper take the place of old ones. */
export async function describeAnswer(
  context: Context,
  { stored, definition, files, supplemented: { answers, judgement } }: Handed,
): Promise<SupplementAnswer> {
  const wrappedKey = await context.dataKeys.find(stored.id);
  if (wrappedKey === null) throw dossierNotFound();
  const under = { vault: context.vault, dossierId: stored.id, wrappedKey };
  const anew = encryptPapers(under, files);
  const replaced = new Set(anew.map(({ paper }) => paper));
  const { procedureCode } = submissionOf(stored).filing;
  const { fees, feeTotalVnd, steps, timeAllowed } = judgement;
  return {
    ...encryptAnswers(under, definition, answers, files.id),
    papers: [...newestHandIn(stored.facts).papers.filter(({ paper }) => !replaced.has(paper)), ...anew],
    ...blindKeysOf(context, definition, { procedureCode, answers }),
    ...{ fees, feeTotalVnd, replanned: { steps, timeAllowed } },
  };
}
