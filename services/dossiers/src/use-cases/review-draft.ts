import type { Context } from '../context.js';
import { cleanAttachments } from '../domain/attachment.js';
import { deliveryMethodOf, destinationProvinceOf } from '../domain/delivery-choice.js';
import type { DeliveryMethod } from '../domain/dossier-facts.js';
import { channelOf, type Draft } from '../domain/draft.js';
import { judge, type Judgement } from '../domain/judgement.js';
import { withUnchecked } from '../domain/unchecked-papers.js';

export interface DeliveryChosen {
  readonly method: DeliveryMethod | null;
  readonly destinationProvinceCode: string | null;
}

/**
 * What the desk would say if the draft were submitted at that moment, by the version it is pinned to; papers that were
 * given or shown on paper count as handed in.
 */
export async function reviewDraft(
  { catalogue }: Context,
  draft: Draft,
  at: Date,
  papersOnPaper: readonly string[] = [],
): Promise<Judgement> {
  const [definition, calendar] = await Promise.all([
    catalogue.getVersion(draft.procedureCode, draft.procedureVersion),
    catalogue.getCalendar(),
  ]);
  const papers = [...cleanAttachments(draft).map(({ paper }) => paper), ...papersOnPaper];
  const judgement = judge({ definition, answers: draft.answers, papers, channel: channelOf(draft) }, at, calendar);
  return { ...judgement, problems: withUnchecked(judgement.problems, draft) };
}

export async function readDeliveryChosen({ catalogue }: Context, draft: Draft): Promise<DeliveryChosen> {
  const definition = await catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  return {
    method: deliveryMethodOf(definition, draft.answers),
    destinationProvinceCode: destinationProvinceOf(definition, draft.answers),
  };
}
