/** A published version, ready to be asked: which one is in force on a day, and which ones a searcher means. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { searchKey } from '@motcua/vietnam';

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

/** Whether it fits everything asked; words may lack their marks and stand in any order. */
export function fits({ code, definition: { procedure } }: PublishedVersion, asked: ProcedureSearch): boolean {
  const { search, sector, level } = asked;
  if (level != null && procedure.serviceLevel !== level) return false;
  if (sector != null && !searchKey(procedure.sector).includes(searchKey(sector))) return false;
  const names = [
    procedure.nameVi,
    procedure.nameEn,
    procedure.guideNameVi ?? '',
    code,
    ...(procedure.otherCodes ?? []),
  ];
  const text = ` ${searchKey(names.join(' '))}`;
  const words = searchKey(search ?? '')
    .split(' ')
    .filter(Boolean);
  return words.every((word) => text.includes(` ${word}`) || code.startsWith(word));
}
