import { dayInVietnam } from '@motcua/vietnam';
import { Refusal } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import { fits, inForce, type ProcedureSearch, type PublishedVersion } from '../domain/published-version.js';

/** Procedures in force today that fit, by code. */
export function findProcedures({ catalogue, clock }: Context, asked: ProcedureSearch): readonly PublishedVersion[] {
  return inForce(catalogue.versions, dayInVietnam(clock.now())).filter((version) => fits(version, asked));
}

/** Null when there is none in force. @throws Refusal EXACTLY_ONE_NEEDED */
export function findProcedure(
  context: Context,
  asked: { readonly id?: string | null | undefined; readonly code?: string | null | undefined },
): PublishedVersion | null {
  if ((asked.id == null) === (asked.code == null)) {
    throw new Refusal('EXACTLY_ONE_NEEDED', 'Give either the id or the code.', { of: ['id', 'code'] });
  }
  return (
    findProcedures(context, {}).find(({ procedureId, code }) => procedureId === asked.id || code === asked.code) ?? null
  );
}

export function findVersion({ catalogue }: Context, id: string): PublishedVersion | null {
  return catalogue.versions.find((version) => version.id === id) ?? null;
}

/** Newest first. */
export function findVersions({ catalogue }: Context, code: string): readonly PublishedVersion[] {
  return catalogue.versions.filter((version) => version.code === code).sort((a, b) => b.version - a.version);
}
