import { normaliseDossierCode, parseDossierCode } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { FiledDossier } from '../domain/dossier.js';

/** How far a dossier has come, for anybody who knows its code (TT 01/2018/TT-VPCP Điều 16); nothing about people. */
export async function trackDossier({ dossiers }: Context, typed: string): Promise<FiledDossier | null> {
  const code = normaliseDossierCode(typed.slice(0, 100));
  if (parseDossierCode(code) === null) return null;
  const stored = await dossiers.findByCode(code);
  return stored === null || stored.state.status === 'NONE' ? null : stored.state;
}
