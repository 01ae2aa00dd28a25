/** What an agency is told about an answer that belongs to no dossier it works on: why, and nothing of what dossiers there are. */
import type { Aggregate, Decision } from '@motcua/service-kit/pure';

export interface AnswerRefused {
  readonly type: 'AnswerRefused';
  readonly agency: string;
  /** Ids as the agency gave them; null where it gave none. */
  readonly answerId: string | null;
  readonly dossierId: string | null;
  readonly stepKey: string | null;
  readonly reasonCode: string;
  readonly refusedAt: Date;
}

export type AgencyNoticeState = { readonly status: 'NONE' } | { readonly status: 'TOLD'; readonly refusedAt: Date };

/** Its id follows from the answer, so that one answer is refused once. */
export const agencyNotice: Aggregate<AgencyNoticeState, AnswerRefused> = {
  name: 'agency_notices',
  initial: { status: 'NONE' },
  evolve: (_, { refusedAt }) => ({ status: 'TOLD', refusedAt }),
};

export function tellAgency(refused: AnswerRefused): Decision<AgencyNoticeState, AnswerRefused> {
  return ({ status }) => (status === 'TOLD' ? [] : [refused]);
}
