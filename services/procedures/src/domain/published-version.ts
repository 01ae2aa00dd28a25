/** A published version, ready to be asked: which one is in force on a day, and which ones a searcher means. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { holdsAll, searchWords } from './search-words.js';

export interface PublishedVersion {
  readonly id: string;
  readonly procedureId: string;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly publishedAt: Date;
  readonly definition: ProcedureDefinition;
}

export interface ProcedureSearch {
  readonly search?: string | null | undefined;
  readonly sector?: string | null | undefined;
  readonly level?: number | null | undefined;
}

/** The version of each procedure in force on a day, by code. Of two that are, the higher number. */
export function inForce(versions: readonly PublishedVersion[], day: string): readonly PublishedVersion[] {
  const byCode = new Map<string, PublishedVersion>();
  for (const version of versions) {
    const known = byCode.get(version.code);
    if (version.effectiveFrom <= day && (known === undefined || known.version < version.version)) {
      byCode.set(version.code, version);
    }
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whether it fits everything asked; words may lack their marks and stand in any order. @throws Refusal SEARCH_TOO_LONG */
export function fits({ code, definition: { procedure } }: PublishedVersion, asked: ProcedureSearch): boolean {
  const { search, sector, level } = asked;
  const words = searchWords(search);
  if (typeof level === 'number' && procedure.serviceLevel !== level) return false;
  if (!holdsAll(procedure.sector, searchWords(sector))) return false;
  const { nameVi, nameEn, guideNameVi = '', otherCodes = [] } = procedure;
  // The part of a code behind its dot is what people remember.
  const codes = [code, ...otherCodes].flatMap((each) => [each, ...each.split('.')]);
  return holdsAll([nameVi, nameEn, guideNameVi, ...codes].join(' '), words);
}
