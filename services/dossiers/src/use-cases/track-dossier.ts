import { parseDossierCode } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { FiledDossier } from '../domain/dossier.js';
import { tidyCode } from './request-access-code.js';
import { stayWithin, stayWithinAddress } from './stay-within.js';

/** How far a dossier has come, for anybody who knows its code (TT 01/2018/TT-VPCP Điều 16); nothing about people. */
export async function trackDossier(
  context: Context,
  address: string | null,
  typed: string,
): Promise<FiledDossier | null> {
  const code = tidyCode(typed);
  await stayWithinAddress(context, 'trackDossier/address', address);
  await stayWithin(context, 'trackDossier/code', code);
  if (parseDossierCode(code) === null) return null;
  const stored = await context.dossiers.findByCode(code);
  return stored === null || stored.state.status === 'NONE' ? null : stored.state;
}
