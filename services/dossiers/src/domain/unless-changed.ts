/** Two people at one dossier: one wins, the other is told what changed. */
import { Refusal, type Recorded } from '@motcua/service-kit/pure';
import type { Decide } from './decisions.js';
import type { DossierFact } from './dossier-facts.js';

/** Decides on the version somebody saw, unless people changed it since. */
export function unlessChanged(expectedVersion: number | null | undefined, decide: Decide): Decide {
  return (state, facts = []) => {
    requireUnchanged(expectedVersion, facts);
    return decide(state, facts);
  };
}

/** Refused with DOSSIER_CHANGED when people did something since that version. What the system notes counts not. */
export function requireUnchanged(
  expectedVersion: number | null | undefined,
  facts: readonly Recorded<DossierFact>[],
): void {
  if (expectedVersion === null || expectedVersion === undefined) return;
  const changes = facts
    .slice(expectedVersion)
    .filter(({ actor }) => actor.kind !== 'system')
    .map(({ type, actor, occurredAt }) => ({ type, by: actor.kind, at: occurredAt.toISOString() }));
  if (changes.length === 0) return;
  throw new Refusal('DOSSIER_CHANGED', 'The dossier was changed meanwhile.', { version: facts.length, changes });
}
