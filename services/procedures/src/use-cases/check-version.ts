import type { Viewer } from '@motcua/service-kit';
import { Refusal } from '@motcua/service-kit/pure';
import type { Day } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { listsFor, parseDraft, strandedSteps, withinReason, type DraftProblem } from '../domain/drafted-definition.js';
import { recordCheck, requireOpen, type CheckOutcome } from '../domain/procedure-draft.js';
import { checkSamples } from '../domain/sample-check.js';
import { askAsAdmin } from './asking.js';
import { keepProblems, readSource } from './draft-texts.js';
import { findDraft, type StoredDraft } from './find-drafts.js';

interface CheckVersion {
  readonly requestId: string;
  readonly draftId: string;
  readonly samples?: unknown;
}

/**
 * Reads the draft and judges its samples; without problems its content is frozen, else it stays a draft with its problems.
 * @throws Refusal as the mutation lists them
 */
export async function checkVersion(context: Context, viewer: Viewer, input: CheckVersion): Promise<StoredDraft> {
  const { cause, at, today } = await askAsAdmin(context, viewer, 'checkProcedureVersion', { ...input });
  const { drafts } = context.stores;
  const { draftId, samples } = input;
  const found = await findDraft(context, draftId);
  if (found === null) throw notFound();
  // Nothing that was checked, published or replaced is ever open again.
  const outcome = found.state.status === 'DRAFT' ? await outcomeOf(context, found, { samples, today, at }) : null;
  await drafts.execute(draftId, cause, (state) => {
    requireOpen(state);
    return outcome === null ? [] : recordCheck(state, outcome);
  });
  return (await findDraft(context, draftId)) ?? found;
}

async function outcomeOf(
  { texts, catalogue }: Context,
  { state }: StoredDraft,
  { samples, today, at }: { readonly samples: unknown; readonly today: Day; readonly at: Date },
): Promise<CheckOutcome> {
  const source = await readSource(texts, state.sourceHash);
  const parsed = parseDraft(source, listsFor(source.definition['code'], catalogue.versions));
  const problems: readonly DraftProblem[] = parsed.ok
    ? [...strandedSteps(parsed.definition, catalogue.versions), ...checkSamples(parsed.definition, samples, today)]
    : parsed.problems;
  const problemsHash = await keepProblems(texts, withinReason(problems));
  if (!parsed.ok || problems.length > 0) return { passed: false, problemsHash };
  const { code: procedureCode, version } = parsed.definition.procedure;
  const contentHash = await texts.keep(JSON.stringify(parsed.definition));
  return { passed: true, problemsHash, frozen: { checkedAt: at, contentHash, procedureCode, version } };
}

function notFound(): Refusal {
  return new Refusal('PROCEDURE_DRAFT_NOT_FOUND', 'There is no such draft.');
}
