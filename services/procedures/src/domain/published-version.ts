/** A published version, ready to be asked: which one is in force on a day. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';

export interface PublishedVersion {
  readonly id: string;
  readonly procedureId: string;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly publishedAt: Date;
  readonly definition: ProcedureDefinition;
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
