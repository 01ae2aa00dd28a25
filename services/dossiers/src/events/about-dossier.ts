import type { FiledDossier } from '../domain/dossier.js';

export type About = ReturnType<typeof aboutDossier>;

/** What every event about a dossier carries. */
export function aboutDossier(dossierId: string, { code, procedureCode, procedureVersion, officeId }: FiledDossier) {
  return { dossierId, code, procedureCode, procedureVersion, officeId };
}
