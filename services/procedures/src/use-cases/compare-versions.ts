import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit/pure';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { versionDifference, type VersionChange } from '../domain/difference/version-difference.js';
import { listsFor, parseDraft } from '../domain/drafted-definition.js';
import { inForce } from '../domain/published-version.js';
import { versionIdOf } from '../domain/version.js';
import { readFrozen, readSource } from './draft-texts.js';
import type { StoredDraft } from './find-drafts.js';
import { findVersionsById } from './find-procedures.js';

export interface VersionDifference {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly VersionChange[];
}

/** Between two published versions. @throws Refusal UNKNOWN_VERSION */
export async function compareVersions(
  context: Context,
  { code, from, to }: { readonly code: string; readonly from: number; readonly to: number },
): Promise<VersionDifference> {
  const [before, after] = await findVersionsById(context, [versionIdOf(code, from), versionIdOf(code, to)]);
  if (!before || !after) {
    const unknown = [...(before ? [] : [from]), ...(after ? [] : [to])];
    throw new Refusal('UNKNOWN_VERSION', 'There is no such version.', { code, unknown });
  }
  return { code, from, to, changes: versionDifference(before.definition, after.definition) };
}

/** Of a draft against the version in force; null when there is none or the draft does not parse. */
export async function compareDraft(context: Context, draft: StoredDraft): Promise<VersionDifference | null> {
  const definition = await definitionOf(context, draft);
  if (definition === null) return null;
  const { code, version: to } = definition.procedure;
  const { catalogue, clock } = context;
  // Not itself, once it is published and in force.
  const others = catalogue.versions.filter((each) => each.code === code && each.version !== to);
  const [current] = inForce(others, dayInVietnam(clock.now()));
  if (current === undefined) return null;
  return { code, from: current.version, to, changes: versionDifference(current.definition, definition) };
}

async function definitionOf(
  { texts, catalogue }: Context,
  { state }: StoredDraft,
): Promise<ProcedureDefinition | null> {
  if ('contentHash' in state) return readFrozen(texts, state.contentHash);
  const source = await readSource(texts, state.sourceHash);
  const parsed = parseDraft(source, listsFor(source.definition['code'], catalogue.versions));
  return parsed.ok ? parsed.definition : null;
}
