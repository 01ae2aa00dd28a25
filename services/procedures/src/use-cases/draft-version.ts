import { derivedId, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireCatalogueAdmin } from '../domain/access.js';
import {
  aboutDraft,
  listsFor,
  parseDraft,
  readDraftSource,
  withinReason,
  type DraftSource,
} from '../domain/drafted-definition.js';
import { replaceDraft, writeDraft, type Drafted } from '../domain/procedure-draft.js';
import { askAsAdmin, type Asking } from './asking.js';
import { keepProblems } from './draft-texts.js';
import { findDraft, type StoredDraft } from './find-drafts.js';
import { finishDraft } from './finish-drafts.js';

interface DraftVersion {
  readonly requestId: string;
  /** The draft to be replaced. */
  readonly draftId?: string | null | undefined;
  readonly definition: unknown;
  readonly optionSets?: unknown;
  readonly agencies?: unknown;
}

/**
 * Stores a definition whatever is wrong with it. The draft's id follows from the request and its content never changes;
 * another content is another draft, which may take the place of an open one.
 * @throws Refusal as the mutation lists them
 */
export async function draftVersion(context: Context, viewer: Viewer, input: DraftVersion): Promise<StoredDraft> {
  const { stores } = context;
  requireCatalogueAdmin(viewer);
  const { source, text } = readDraftSource(input);
  const { draftId, requestId } = input;
  const asking = await askAsAdmin(context, viewer, 'draftProcedureVersion', {
    requestId,
    draftId: draftId ?? null,
    ...source,
  });
  const id = derivedId('pdr', asking.cause.id);
  const earlier = await findDraft(context, id);
  if (earlier !== null) return earlier;
  const draft = await draftedNow(context, asking, source, text);
  if (typeof draftId === 'string') {
    // The intent first: it holds all that the successor needs.
    await stores.drafts.execute(draftId, asking.cause, (state) => replaceDraft(state, id, draft));
    await finishDraft(context, draftId);
  } else {
    await stores.drafts.execute(id, asking.cause, (state) => writeDraft(state, draft));
  }
  const stored = await findDraft(context, id);
  if (stored === null) throw new Error(`the draft ${id} was not stored`);
  return stored;
}

async function draftedNow(
  { texts, catalogue }: Context,
  { admin, at }: Asking,
  source: DraftSource,
  text: string,
): Promise<Drafted> {
  const parsed = parseDraft(source, listsFor(source.definition['code'], catalogue.versions));
  return {
    ...aboutDraft(source),
    draftedBy: admin.id,
    draftedAt: at,
    sourceHash: await texts.keep(text),
    problemsHash: await keepProblems(texts, parsed.ok ? [] : withinReason(parsed.problems)),
  };
}
