import type { Context } from '../context.js';
import { resumeLinkLivesMs, type ResumeLink } from '../domain/guest.js';

export interface NewResumeLink {
  readonly token: string;
  readonly url: string;
  /** What is stored of it. */
  readonly link: ResumeLink;
}

/**
 * The link to a draft that follows from what it is made for: 256 bits that only the holder of the vault's key can compute,
 * so that doing it again after a crash makes the same link, and nothing that opens the draft is stored.
 */
export function makeResumeLink(
  context: Pick<Context, 'vault' | 'portalUrl'>,
  draftId: string,
  madeFor: string,
  at: Date,
): NewResumeLink {
  const token = context.vault.blindIndex('resume token', `${draftId} ${madeFor}`);
  const expiresAt = new Date(at.getTime() + resumeLinkLivesMs);
  return {
    token,
    url: `${context.portalUrl}/resume#${token}`,
    link: { key: resumeKeyOf(context, token), expiresAt },
  };
}

export function resumeKeyOf({ vault }: Pick<Context, 'vault'>, token: string): string {
  return vault.blindIndex('resume', token);
}
