/** What an applicant told and gave: with the submission, and with each answer to a supplement request. */
import type { DossierFact, SubmittedPaper } from './dossier-facts.js';

export interface HandIn {
  /** The supplement request it answered; null for the submission. */
  readonly supplementId: string | null;
  /** Encrypted, all of them and not only what changed. */
  readonly applicant: string;
  readonly answers: string;
  /** All that count from then on. */
  readonly papers: readonly SubmittedPaper[];
}

/** Oldest first. */
export function handInsOf(facts: readonly DossierFact[]): readonly HandIn[] {
  return facts.flatMap((fact) => {
    if (fact.type === 'DossierSubmitted') {
      const { applicant, answers } = fact.personal;
      return { supplementId: null, applicant, answers, papers: fact.filing.papers };
    }
    if (fact.type !== 'SupplementAnswered') return [];
    const { applicant, answers, papers } = fact.answer;
    return { supplementId: fact.requestId, applicant, answers, papers };
  });
}

/** What holds now. */
export function newestHandIn(facts: readonly DossierFact[]): HandIn {
  const newest = handInsOf(facts).at(-1);
  if (newest === undefined) throw new Error('a dossier has no submission');
  return newest;
}

/** Every paper there ever was, those that others took the place of too. */
export function papersEver(facts: readonly DossierFact[]): readonly SubmittedPaper[] {
  const papers = handInsOf(facts).flatMap((handIn) => handIn.papers);
  return [...new Map(papers.map((paper) => [paper.fileId, paper])).values()];
}
