import { Refusal } from '@motcua/service-kit/pure';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { requireKnownYear } from '../domain/known-years.js';
import { inForce, type PublishedVersion } from '../domain/published-version.js';
import { requirementsOf, type KnownSoFar, type Requirements } from '../domain/requirements.js';
import { versionIdOf } from '../domain/version.js';
import { findProcedureById, findVersions, findVersionsById } from './find-procedures.js';

export interface Question extends KnownSoFar {
  readonly procedureCode: string;
  /** Null: the one in force on the day of acceptance. */
  readonly version: number | null;
}

export interface AnsweredQuestion extends Requirements {
  readonly procedure: PublishedVersion;
  readonly version: PublishedVersion;
}

/**
 * Judges what is known so far; nothing of it is kept.
 * @throws Refusal UNKNOWN_PROCEDURE, UNKNOWN_VERSION, ANSWERS_NOT_AN_OBJECT, ANSWERS_TOO_LARGE, DATE_OUT_OF_RANGE
 */
export async function whatDoINeed(context: Context, question: Question): Promise<AnsweredQuestion> {
  requireKnownYear(question.acceptedAt);
  const version = await versionMeant(context, question);
  return {
    ...requirementsOf(version.definition, question, context.catalogue.calendar),
    // Asked about a version still to come: it is all there is.
    procedure: findProcedureById(context, version.procedureId) ?? version,
    version,
  };
}

async function versionMeant(
  context: Context,
  { procedureCode, version, acceptedAt }: Question,
): Promise<PublishedVersion> {
  if (version === null) {
    const found = inForce(context.catalogue.versions, dayInVietnam(acceptedAt)).find(
      ({ code }) => code === procedureCode,
    );
    if (found !== undefined) return found;
    throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure in force on that day.', { procedureCode });
  }
  const [found] = await findVersionsById(context, [versionIdOf(procedureCode, version)]);
  if (found) return found;
  if (findVersions(context, procedureCode).length > 0) {
    throw new Refusal('UNKNOWN_VERSION', 'This procedure has no such version.', { procedureCode, version });
  }
  throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure.', { procedureCode });
}
