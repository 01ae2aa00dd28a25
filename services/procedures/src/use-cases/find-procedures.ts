import { dayInVietnam } from '@motcua/vietnam';
import { Refusal } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import { fits, inForce, type ProcedureSearch, type PublishedVersion } from '../domain/published-version.js';

/** Procedures in force today that fit, by code. @throws Refusal SEARCH_TOO_LONG */
export function findProcedures({ catalogue, clock }: Context, asked: ProcedureSearch): readonly PublishedVersion[] {
  return inForce(catalogue.versions, dayInVietnam(clock.now())).filter((version) => fits(version, asked));
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
