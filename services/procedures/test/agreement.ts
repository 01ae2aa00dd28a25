/** Where schema and engine say different things of the same answers. */
import { evaluate } from '@motcua/procedure-definition';
import { createFormValidator, expressedProblems, inNormalForm, type Complaints } from './form-validator.js';
import { definitions, judge, today } from './sample-applications.js';

const validators = new Map([...definitions].map(([code, definition]) => [code, createFormValidator(definition)]));

export function getValidator(code: string) {
  const validator = validators.get(code);
  if (!validator) throw new Error(`no form of ${code}`);
  return validator;
}

/** What they say differently of a set of answers, place by place; null when they agree. */
export function disagreementAbout(
  code: string,
  answers: Readonly<Record<string, unknown>>,
  theirs: Complaints = getValidator(code).complaintsAbout(answers),
): object | null {
  const validator = getValidator(code);
  const { problems } = judge(code, answers);
  const ours = expressedProblems(validator, problems);
  const places = [...new Set([...ours.keys(), ...theirs.keys()])];
  const different = places.filter((place) => !isSame(ours, theirs, place));
  // The schema was asked about the normal form; the engine must say of it what it says of the answers as they came.
  const again = evaluate(validator.definition, inNormalForm(validator.definition, answers), { today });
  if (different.length === 0 && JSON.stringify(again.problems) === JSON.stringify(problems)) return null;
  return different.map((place) => ({
    place,
    engine: [...(ours.get(place) ?? [])],
    schema: [...(theirs.get(place) ?? [])],
  }));
}

/** Both complain about the place, and what the engine calls the problem is one of the things the schema's complaint may mean. */
function isSame(ours: Complaints, theirs: Complaints, place: string): boolean {
  const codes = theirs.get(place);
  return ours.has(place) && codes !== undefined && [...(ours.get(place) ?? [])].every((code) => codes.has(code));
}
