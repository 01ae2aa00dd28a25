import type { Context } from '../context.js';
import { cleanAttachments, uncheckedAttachments } from '../domain/attachment.js';
import { deliveryMethodOf, destinationProvinceOf } from '../domain/delivery-choice.js';
import type { DeliveryMethod } from '../domain/dossier-facts.js';
import type { Draft } from '../domain/draft.js';
import { judge, type FormProblem, type Judgement } from '../domain/judgement.js';

export interface DeliveryChosen {
  readonly method: DeliveryMethod | null;
  readonly destinationProvinceCode: string | null;
}

/** What the desk would say if the draft were submitted at that moment, by the version it is pinned to. */
export async function reviewDraft({ catalogue }: Context, draft: Draft, at: Date): Promise<Judgement> {
  const [definition, calendar] = await Promise.all([
    catalogue.getVersion(draft.procedureCode, draft.procedureVersion),
    catalogue.getCalendar(),
  ]);
  const papers = cleanAttachments(draft).map(({ paper }) => paper);
  const judgement = judge({ definition, answers: draft.answers, papers, channel: 'ONLINE' }, at, calendar);
  return { ...judgement, problems: withUnchecked(judgement.problems, draft) };
}

/** A paper that nobody looked at yet is not missing: its owner can only wait, or take it away. */
function withUnchecked(problems: readonly FormProblem[], draft: Draft): readonly FormProblem[] {
  const waiting = new Set(uncheckedAttachments(draft).map(({ paper }) => paper));
  const others = problems.filter(({ code, path }) => code !== 'attachmentRequired' || !waiting.has(path));
  return [...others, ...[...waiting].map(notChecked)];
}

function notChecked(paper: string): FormProblem {
  const vi = 'Tệp đang chờ kiểm tra vi-rút. Vui lòng thử lại sau ít phút.';
  const en = 'The file is still waiting for the virus scanner. Please try again in some minutes.';
  return { path: paper, field: paper, code: 'attachmentNotChecked', message: { vi, en } };
}

export async function readDeliveryChosen({ catalogue }: Context, draft: Draft): Promise<DeliveryChosen> {
  const definition = await catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  return {
    method: deliveryMethodOf(definition, draft.answers),
    destinationProvinceCode: destinationProvinceOf(definition, draft.answers),
  };
}
