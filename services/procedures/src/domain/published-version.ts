/** A published version, ready to be asked: which one is in force on a day. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';

export interface PublishedVersion {
  readonly id: string;
  readonly procedureId: string;
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly publishedAt: Date;
  /** Of the procedure: the first day on which it is not offered; null while no end is known. */
  readonly retiredFrom: string | null;
  readonly definition: ProcedureDefinition;
}

/** The version of each procedure that is offered on a day, by code. */
export function inForce(versions: readonly PublishedVersion[], day: string): readonly PublishedVersion[] {
  return takenEffect(versions, day).filter(({ retiredFrom }) => retiredFrom === null || day < retiredFrom);
}

/** The same, and the last version of those retired: dossiers under way still speak of them. Of two, the higher number. */
export function takenEffect(versions: readonly PublishedVersion[], day: string): readonly PublishedVersion[] {
  const byCode = new Map<string, PublishedVersion>();
  for (const version of versions) {
    const known = byCode.get(version.code);
    if (version.effectiveFrom <= day && (known === undefined || known.version < version.version)) {
      byCode.set(version.code, version);
    }
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
