import { dayInVietnam } from '@motcua/vietnam';
import { Refusal } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import { inForce, takenEffect, type PublishedVersion } from '../domain/published-version.js';
import { searchProcedures, type ProcedureSearch } from '../domain/search-procedures.js';
import type { LifeEvent } from '../domain/vocabulary.js';

/** Procedures in force today that fit, best first, else by code. @throws Refusal SEARCH_TOO_LONG, UNKNOWN_LIFE_EVENT */
export function findProcedures(
  { catalogue, clock, vocabulary }: Context,
  asked: ProcedureSearch,
): readonly PublishedVersion[] {
  return searchProcedures(inForce(catalogue.versions, dayInVietnam(clock.now())), asked, vocabulary);
}

export interface LifeEventFound extends Omit<LifeEvent, 'procedures'> {
  readonly procedures: readonly PublishedVersion[];
}

/** Each with its procedures in force today, in its own order; one that leads nowhere today is left out. */
export function findLifeEvents(context: Context): readonly LifeEventFound[] {
  const byCode = new Map(findProcedures(context, {}).map((version) => [version.code, version]));
  return context.vocabulary.lifeEvents
    .map((event) => ({ ...event, procedures: event.procedures.flatMap((code) => byCode.get(code) ?? []) }))
    .filter(({ procedures }) => procedures.length > 0);
}

/** Null when there is none in force. @throws Refusal EXACTLY_ONE_NEEDED */
export function findProcedure(
  context: Context,
  asked: { readonly id?: string | null | undefined; readonly code?: string | null | undefined },
): PublishedVersion | null {
  if ((typeof asked.id === 'string') === (typeof asked.code === 'string')) {
    throw new Refusal('EXACTLY_ONE_NEEDED', 'Give either the id or the code.', { of: ['id', 'code'] });
  }
  return (
    findProcedures(context, {}).find(({ procedureId, code }) => procedureId === asked.id || code === asked.code) ?? null
  );
}

/** Retired or not: what is under way still speaks of it. Null when none ever took effect. */
export function findProcedureById({ catalogue, clock }: Context, id: string): PublishedVersion | null {
  const today = dayInVietnam(clock.now());
  return takenEffect(catalogue.versions, today).find(({ procedureId }) => procedureId === id) ?? null;
}

/** In the order of the ids, null where there is none; one that another process published meanwhile is found as well. */
export async function findVersionsById(
  context: Context,
  ids: readonly string[],
): Promise<readonly (PublishedVersion | null)[]> {
  const find = (): readonly (PublishedVersion | null)[] =>
    ids.map((id) => context.catalogue.versions.find((version) => version.id === id) ?? null);
  if (!find().includes(null)) return find();
  await context.catchUp('versions', ids);
  return find();
}

/** Newest first. */
export function findVersions({ catalogue }: Context, code: string): readonly PublishedVersion[] {
  return catalogue.versions.filter((version) => version.code === code).sort((a, b) => b.version - a.version);
}
