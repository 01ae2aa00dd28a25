import type { GatewayContext } from '../gateway-context.js';
import { type MissingPart, missingPart, type Part, partOf } from './missing-parts.js';

/** Beside the operation, not in it: nothing is kept for the many that miss nothing. */
const missing = new WeakMap<GatewayContext, Set<Part>>();

/** A subgraph did not answer this operation. */
export function noteMissing(context: GatewayContext, subgraph: string): void {
  const part = partOf(subgraph);
  if (part === undefined) return;
  const known = missing.get(context);
  if (known === undefined) missing.set(context, new Set([part]));
  else known.add(part);
}

/** Another operation has the same answer. */
export function shareMissing(from: GatewayContext, to: GatewayContext): void {
  const parts = missing.get(from);
  if (parts !== undefined) missing.set(to, parts);
}

/** What `extensions.degraded` says of this operation; undefined when nothing is missing. */
export function missingIn(context: GatewayContext): readonly MissingPart[] | undefined {
  const parts = missing.get(context);
  return parts === undefined ? undefined : [...parts].sort().map((part) => missingPart(part, context.language));
}
