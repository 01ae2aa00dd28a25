import type { Context } from '../context.js';
import { offers } from '../domain/offer.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { versionIdOf } from '../domain/version.js';
import { findVersionsById } from './find-procedures.js';

/** The published version whose form may be printed; null below level 2. */
export async function findBlankForm(context: Context, code: string, version: number): Promise<PublishedVersion | null> {
  if (!/^\d{1,4}\.\d{6}$/.test(code)) return null;
  const [found] = await findVersionsById(context, [versionIdOf(code, version)]);
  return found && hasBlankForm(found) ? found : null;
}

export function hasBlankForm({ definition: { procedure } }: PublishedVersion): boolean {
  return offers[procedure.serviceLevel].blankForms;
}

export function blankFormPath({ code, version }: PublishedVersion): string {
  return `/forms/${code}/${String(version)}.pdf`;
}
