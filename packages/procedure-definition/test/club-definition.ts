import { parseProcedure } from '../src/parse-procedure.js';
import type { Evaluation, EvaluationContext } from '../src/evaluation.js';
import { evaluate } from '../src/evaluate.js';
import type { ProcedureDefinition } from '../src/procedure.js';
import { aMember, clubLists, tennisClub } from './tennis-club.js';

export const today = '2026-11-22';

/** The club's procedure as the engine reads it. */
export const clubDefinition = readClub();

/** Judges a member's answers with some of them changed; `undefined` leaves one out. */
export function judge(changes: object = {}, context: Partial<EvaluationContext> = {}): Evaluation {
  return evaluate(clubDefinition, { ...aMember, ...changes }, { today, attachments: ['photoId'], ...context });
}

/** Problems as `field code`, with the path inside the answer when there is one. */
export function problemsOf(changes: object = {}, context: Partial<EvaluationContext> = {}): readonly string[] {
  return judge(changes, context).problems.map(({ field, code, path = '' }) => `${field}${path} ${code}`);
}

function readClub(): ProcedureDefinition {
  const parsed = parseProcedure(tennisClub, clubLists);
  if (parsed.ok) return parsed.definition;
  throw new Error(parsed.problems.map(({ path, code, message }) => `${path} ${code}: ${message}`).join('\n'));
}
