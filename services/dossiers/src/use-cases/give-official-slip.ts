import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import type { Slip } from '../domain/dossier-facts.js';
import type { PaperLanguage } from '../domain/office-paper.js';
import type { Party } from '../domain/party.js';
import { composeOfficialSlip, isErased } from './compose-official-slip.js';
import { recordLook } from './read-personal.js';
import type { SeenDossier } from './see-dossier.js';

/** A slip, before somebody who may see it. */
export interface SeenSlip {
  readonly seen: SeenDossier;
  readonly slip: Slip;
}

/** Those of the dossier; none for an agency. */
export function seeSlips(seen: SeenDossier): readonly SeenSlip[] {
  return sights.slips[seen.relation] === 'full' ? seen.state.slips.map((slip) => ({ seen, slip })) : [];
}

/** A link to the PDF; the applicant is named on it, so an officer's look is recorded. Null once personal data is gone. */
export async function linkToSlip(
  context: Context,
  party: Party,
  { seen, slip }: SeenSlip,
  language: PaperLanguage,
): Promise<string | null> {
  if (isErased(seen.stored) || (await context.dataKeys.find(seen.id)) === null) return null;
  await recordLook(context, party, seen);
  const token = context.links.sign('official-slip', slipId(seen.id, slip.number), context.clock.now());
  return `/slips/official/${token}?language=${language}`;
}

/** The same text each time until the signing key changes; of a control sheet, until the work goes on. */
export async function qrTextOfSlip(
  context: Context,
  { seen, slip }: SeenSlip,
  language: PaperLanguage,
): Promise<string | null> {
  return (await composeOfficialSlip(context, seen.stored, slip.number, language))?.qrText ?? null;
}

export function slipId(dossierId: string, number: string): string {
  return `${dossierId} ${number}`;
}
