/** Two people at one dossier: one wins, the other is told what changed. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Decide } from './decisions.js';

/** Decides on the version somebody saw; refused DOSSIER_CHANGED when people did something since. What the system notes counts not. */
export function unlessChanged(expectedVersion: number | null | undefined, decide: Decide): Decide {
  if (expectedVersion === null || expectedVersion === undefined) return decide;
  return (state, facts = []) => {
    const changes = facts
      .slice(expectedVersion)
      .filter(({ actor }) => actor.kind !== 'system')
      .map(({ type, actor, occurredAt }) => ({ type, by: actor.kind, at: occurredAt.toISOString() }));
    if (changes.length === 0) return decide(state, facts);
    throw new Refusal('DOSSIER_CHANGED', 'The dossier was changed meanwhile.', { version: facts.length, changes });
  };
}
