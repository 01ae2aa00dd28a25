import { Refusal, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireDrafter } from '../domain/access.js';
import { askingBy } from './asking.js';
import { changeDraft } from './change-draft.js';
import { makeResumeLink } from './resume-token.js';

interface CreateResumeLink {
  readonly requestId: string;
  readonly draftId: string;
}

/** A new link ends the one before; the same request answers with the same link. */
export async function createResumeLink(
  context: Context,
  viewer: Viewer,
  input: CreateResumeLink,
): Promise<{ readonly url: string; readonly resumeToken: string; readonly expiresAt: Date }> {
  const asking = askingBy(context, viewer, input.requestId, input);
  requireDrafter(asking.party);
  const { token, url, link } = makeResumeLink(context, input.draftId, asking.cause.id, asking.at);
  const { resume } = await changeDraft(context, asking, input.draftId, () => ({ resume: link }));
  if (resume?.key !== link.key) {
    throw new Refusal('REQUEST_ID_REUSED', 'The link of this request was ended by a newer one.');
  }
  return { url, resumeToken: token, expiresAt: resume.expiresAt };
}
