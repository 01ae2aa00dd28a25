/** How the office stands against the time it has. */
import type { FiledDossier } from './dossier.js';

export type Lateness = 'ON_TIME' | 'AT_RISK' | 'LATE';

/** Null where no time runs against the office. */
export function latenessOf({ deadline }: Pick<FiledDossier, 'deadline'>, now: Date): Lateness | null {
  if (deadline === null) return null;
  if (deadline.lateFrom <= now) return 'LATE';
  return deadline.atRiskFrom <= now ? 'AT_RISK' : 'ON_TIME';
}
