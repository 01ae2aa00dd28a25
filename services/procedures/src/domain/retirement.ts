/** The end of a procedure: from a day on it is not offered any more, once and for all; dossiers under way go on. */
import { Refusal, type Aggregate } from '@motcua/service-kit/pure';

export type Retirement =
  { readonly status: 'NONE' } | { readonly status: 'RETIRED'; readonly code: string; readonly retiredFrom: string };

export interface RetirementFact {
  readonly type: 'ProcedureRetired';
  readonly code: string;
  /** The first day on which it is not offered. */
  readonly retiredFrom: string;
}

export const retirementAggregate: Aggregate<Retirement, RetirementFact> = {
  name: 'procedure-retirements',
  initial: { status: 'NONE' },
  evolve: (_, { code, retiredFrom }) => ({ status: 'RETIRED', code, retiredFrom }),
};

/** @throws Refusal PROCEDURE_RETIRED when its end is known already, RETIREMENT_DATE_IN_THE_PAST */
export function retire(
  state: Retirement,
  { code, retiredFrom, today }: { readonly code: string; readonly retiredFrom: string; readonly today: string },
): readonly RetirementFact[] {
  if (state.status === 'RETIRED') throw endIsKnown(code, state.retiredFrom);
  if (retiredFrom < today) {
    throw new Refusal('RETIREMENT_DATE_IN_THE_PAST', 'What was offered cannot be taken back.', { retiredFrom, today });
  }
  return [{ type: 'ProcedureRetired', code, retiredFrom }];
}

/** @throws Refusal PROCEDURE_RETIRED for a version that would never be offered */
export function requireOfferedFrom(code: string, effectiveFrom: string, retiredFrom: string | null): void {
  if (retiredFrom !== null && effectiveFrom >= retiredFrom) throw endIsKnown(code, retiredFrom);
}

function endIsKnown(code: string, retiredFrom: string): Refusal {
  return new Refusal('PROCEDURE_RETIRED', 'From that day on the procedure is not offered.', { code, retiredFrom });
}
