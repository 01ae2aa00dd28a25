import type { Viewer } from '@motcua/service-kit';
import { partyOf, type Context } from '../context.js';
import { requireDesk } from '../domain/access.js';
import { instantsOf, mostRows, requirePeriod, requireRows, type Period } from '../domain/desk-register.js';
import type { PaperLanguage } from '../domain/office-paper.js';

export interface GivenRegister {
  readonly downloadPath: string;
  readonly rows: number;
}

/** A link to the register of the officer's own office; printing it is recorded for every dossier on it. */
export async function giveRegister(
  { dossiers, links, clock }: Context,
  viewer: Viewer,
  period: Period,
  language: PaperLanguage,
): Promise<GivenRegister> {
  const officer = requireDesk(partyOf(viewer));
  requirePeriod(period);
  const { from, until } = instantsOf(period);
  const rows = await dossiers.countReceived(officer.officeId, from, until, mostRows + 1);
  requireRows(rows);
  const wanted = [officer.officeId, officer.id, period.from, period.to].map(encodeURIComponent).join(' ');
  return { downloadPath: `/slips/register/${links.sign('register', wanted, clock.now())}?language=${language}`, rows };
}
