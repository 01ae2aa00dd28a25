/** A version being prepared: drafted, checked and frozen, published by somebody else; one id stands for one content. */
import { Refusal, type Aggregate } from '@motcua/service-kit/pure';
import { mayPublish, type CatalogueAdmin } from './access.js';
import { requireOfferedFrom } from './retirement.js';

/** What was drafted; texts are kept apart and named by their SHA-256. */
export interface Drafted {
  readonly draftedBy: string;
  readonly draftedAt: Date;
  /** Null while the definition does not say it. */
  readonly procedureCode: string | null;
  readonly version: number | null;
  /** `{ definition, optionSets, agencies }` as they were given. */
  readonly sourceHash: string;
  /** What is wrong with it, as it was last looked at. */
  readonly problemsHash: string;
}

/** The content a check froze. */
export interface Frozen {
  readonly checkedAt: Date;
  readonly contentHash: string;
  readonly procedureCode: string;
  readonly version: number;
}

export type PreparedDraft =
  | (Drafted & { readonly status: 'DRAFT' })
  | (Drafted & Frozen & { readonly status: 'CHECKED'; readonly unfinished: false })
  /** Meant to be published; `unfinished` until the version itself is stored. */
  | (Drafted & Frozen & { readonly status: 'PUBLISHING'; readonly effectiveFrom: string; readonly unfinished: true })
  | (Drafted & Frozen & { readonly status: 'PUBLISHED'; readonly effectiveFrom: string; readonly unfinished: false })
  /** `unfinished` until the draft that takes its place is stored. */
  | (Drafted & {
      readonly status: 'REPLACED';
      readonly by: string;
      readonly successor: Drafted;
      readonly unfinished: boolean;
    });

export type ProcedureDraftState = { readonly status: 'NONE' } | PreparedDraft;

export type ProcedureDraftFact =
  | { readonly type: 'DraftWritten'; readonly draft: Drafted }
  | { readonly type: 'DraftReplaced'; readonly by: string; readonly successor: Drafted }
  | { readonly type: 'SuccessorWritten' }
  | { readonly type: 'CheckFailed'; readonly problemsHash: string }
  | { readonly type: 'CheckPassed'; readonly frozen: Frozen; readonly problemsHash: string }
  | { readonly type: 'PublicationBegun'; readonly effectiveFrom: string }
  | { readonly type: 'PublicationFinished' }
  | { readonly type: 'PublicationLost' };

export const procedureDraftAggregate: Aggregate<ProcedureDraftState, ProcedureDraftFact> = {
  name: 'procedure-drafts',
  initial: { status: 'NONE' },
  evolve(state, fact) {
    if (fact.type === 'DraftWritten') return { ...fact.draft, status: 'DRAFT' };
    return state.status === 'NONE' ? state : evolvePrepared(state, fact);
  },
};

type LaterFact = Exclude<ProcedureDraftFact, { type: 'DraftWritten' }>;

function evolvePrepared(state: PreparedDraft, fact: LaterFact): PreparedDraft {
  switch (fact.type) {
    case 'CheckFailed':
      return { ...state, problemsHash: fact.problemsHash };
    case 'CheckPassed':
      return { ...state, ...fact.frozen, problemsHash: fact.problemsHash, status: 'CHECKED', unfinished: false };
    case 'DraftReplaced':
      return { ...state, status: 'REPLACED', by: fact.by, successor: fact.successor, unfinished: true };
    case 'SuccessorWritten':
      return state.status === 'REPLACED' ? { ...state, unfinished: false } : state;
    case 'PublicationBegun':
      return state.status === 'CHECKED'
        ? { ...state, status: 'PUBLISHING', effectiveFrom: fact.effectiveFrom, unfinished: true }
        : state;
    case 'PublicationFinished':
    case 'PublicationLost':
      return state.status === 'PUBLISHING' ? endPublication(state, fact.type) : state;
  }
}

function endPublication(
  { effectiveFrom, ...state }: Extract<PreparedDraft, { status: 'PUBLISHING' }>,
  end: 'PublicationFinished' | 'PublicationLost',
): PreparedDraft {
  return end === 'PublicationFinished'
    ? { ...state, status: 'PUBLISHED', effectiveFrom, unfinished: false }
    : { ...state, status: 'CHECKED', unfinished: false };
}

export function writeDraft(state: ProcedureDraftState, draft: Drafted): readonly ProcedureDraftFact[] {
  return state.status === 'NONE' ? [{ type: 'DraftWritten', draft }] : [];
}

/** @throws Refusal PROCEDURE_DRAFT_NOT_FOUND; PROCEDURE_DRAFT_NOT_OPEN when it was published or replaced already */
export function replaceDraft(
  state: ProcedureDraftState,
  by: string,
  successor: Drafted,
): readonly ProcedureDraftFact[] {
  const { status } = existing(state);
  if (status !== 'DRAFT' && status !== 'CHECKED') throw notOpen(state);
  return [{ type: 'DraftReplaced', by, successor }];
}

export function finishReplacement(state: ProcedureDraftState): readonly ProcedureDraftFact[] {
  return state.status === 'REPLACED' && state.unfinished ? [{ type: 'SuccessorWritten' }] : [];
}

export type CheckOutcome =
  | { readonly passed: true; readonly frozen: Frozen; readonly problemsHash: string }
  | { readonly passed: false; readonly problemsHash: string };

/** @throws Refusal PROCEDURE_DRAFT_NOT_FOUND, PROCEDURE_DRAFT_NOT_OPEN: what was checked is frozen */
export function recordCheck(state: ProcedureDraftState, outcome: CheckOutcome): readonly ProcedureDraftFact[] {
  requireOpen(state);
  const { passed, problemsHash } = outcome;
  return passed
    ? [{ type: 'CheckPassed', frozen: outcome.frozen, problemsHash }]
    : [{ type: 'CheckFailed', problemsHash }];
}

export function requireOpen(state: ProcedureDraftState): Extract<PreparedDraft, { status: 'DRAFT' }> {
  const draft = existing(state);
  if (draft.status !== 'DRAFT') throw notOpen(state);
  return draft;
}

export interface Publication {
  readonly admin: CatalogueAdmin;
  readonly effectiveFrom: string;
  readonly today: string;
  /** Numbers of this procedure that are published. */
  readonly published: readonly number[];
  readonly retiredFrom: string | null;
}

/** @throws Refusal as the mutation `publishProcedureVersion` lists them */
export function beginPublication(state: ProcedureDraftState, asked: Publication): readonly ProcedureDraftFact[] {
  const draft = existing(state);
  if (draft.status !== 'CHECKED') {
    throw new Refusal('PROCEDURE_DRAFT_NOT_CHECKED', 'Only what was checked is published.', { state: draft.status });
  }
  if (!mayPublish(asked.admin, draft)) {
    throw new Refusal('PUBLISHER_DRAFTED_IT', 'Another catalogue admin than the one who drafted it publishes it.');
  }
  const { procedureCode: code, version } = draft;
  if (asked.published.includes(version)) throw versionTaken(code, version);
  const next = Math.max(0, ...asked.published) + 1;
  if (version !== next) throw new Refusal('VERSION_NOT_NEXT', `The next version is ${next}.`, { code, version, next });
  const { effectiveFrom, today } = asked;
  if (effectiveFrom < today) {
    throw new Refusal('EFFECTIVE_DATE_IN_THE_PAST', 'A version takes effect today or later.', { effectiveFrom, today });
  }
  requireOfferedFrom(code, effectiveFrom, asked.retiredFrom);
  return [{ type: 'PublicationBegun', effectiveFrom }];
}

/** @param lost another draft was published under this number first */
export function finishPublication(state: ProcedureDraftState, lost: boolean): readonly ProcedureDraftFact[] {
  if (state.status !== 'PUBLISHING') return [];
  return [{ type: lost ? 'PublicationLost' : 'PublicationFinished' }];
}

export function versionTaken(code: string, version: number): Refusal {
  return new Refusal('VERSION_IMMUTABLE', 'This version is published and never changes.', { code, version });
}

function existing(state: ProcedureDraftState): PreparedDraft {
  if (state.status !== 'NONE') return state;
  throw new Refusal('PROCEDURE_DRAFT_NOT_FOUND', 'There is no such draft.');
}

function notOpen(state: ProcedureDraftState): Refusal {
  const details = state.status === 'REPLACED' ? { replacedBy: state.by } : {};
  return new Refusal('PROCEDURE_DRAFT_NOT_OPEN', 'This draft was checked, published or replaced.', {
    state: state.status,
    ...details,
  });
}
