import type { Stored } from '@motcua/service-kit';
import { Refusal, type Cause, type Recorded } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import {
  finishPublication,
  finishReplacement,
  writeDraft,
  type PreparedDraft,
  type ProcedureDraftFact,
  type ProcedureDraftState,
} from '../domain/procedure-draft.js';
import { publishVersion, versionIdOf } from '../domain/version.js';
import { readFrozen } from './draft-texts.js';

type StoredState = Stored<ProcedureDraftState, ProcedureDraftFact>;

const atOnce = 20;

/** What a crash cut off between an intent and what was meant. */
export async function finishDrafts(context: Context): Promise<void> {
  const { drafts } = context.stores;
  const unfinished = await drafts.findWhere({ 'state.unfinished': true }, { sort: { _id: 1 }, limit: atOnce });
  for (const { id } of unfinished) await finishDraft(context, id);
}

/** Does what the draft says was meant; again and again it has one effect, since every part has the intent as its cause. */
export async function finishDraft(context: Context, id: string): Promise<void> {
  const stored = await context.stores.drafts.find(id);
  if (stored === null) return;
  const { state } = stored;
  switch (state.status) {
    case 'REPLACED':
      if (state.unfinished) await writeSuccessor(context, stored, state);
      return;
    case 'PUBLISHING':
      await publish(context, stored, state);
      return;
    case 'NONE':
    case 'DRAFT':
    case 'CHECKED':
    case 'PUBLISHED':
  }
}

async function writeSuccessor(
  { stores: { drafts } }: Context,
  stored: StoredState,
  { by, successor }: Extract<PreparedDraft, { status: 'REPLACED' }>,
): Promise<void> {
  const cause = intentIn(stored, 'DraftReplaced');
  await drafts.execute(by, cause, (state) => writeDraft(state, successor));
  await drafts.execute(stored.id, doneAfter(cause), finishReplacement);
}

async function publish(
  context: Context,
  stored: StoredState,
  draft: Extract<PreparedDraft, { status: 'PUBLISHING' }>,
): Promise<void> {
  const cause = intentIn(stored, 'PublicationBegun');
  const { procedureCode: code, version, effectiveFrom } = draft;
  const { procedure, ...lists } = await readFrozen(context.texts, draft.contentHash);
  // The one thing that is not the drafter's to say.
  const definitionJson = JSON.stringify({ procedure: { ...procedure, effectiveFrom }, ...lists });
  const content = { code, version, effectiveFrom, definitionJson };
  const lost = await isRefused('VERSION_IMMUTABLE', () =>
    context.stores.versions.execute(versionIdOf(code, version), cause, (state) =>
      publishVersion(state, content, cause.at),
    ),
  );
  await context.stores.drafts.execute(stored.id, doneAfter(cause), (state) => finishPublication(state, lost));
}

async function isRefused(code: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === code) return true;
    throw error;
  }
}

/** The request that meant it, so that what follows has its author and its time. */
function intentIn({ id, facts }: StoredState, type: 'DraftReplaced' | 'PublicationBegun'): Cause {
  const intent = facts.findLast((fact): fact is Recorded<ProcedureDraftFact> => fact.type === type);
  if (intent === undefined) throw new Error(`${id} means nothing`);
  const { causedBy, actor, occurredAt: at, fingerprint, traceparent } = intent;
  return {
    ...{ id: causedBy, actor, at },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** A cause of its own, for the aggregate that holds the intent already. */
function doneAfter(cause: Cause): Cause {
  return { ...cause, id: `${cause.id}#done` };
}
