/** Where schema and engine say different things of the same answers. */
import { evaluate, type ProcedureDefinition } from '@motcua/procedure-definition';
import {
  createFormValidator,
  expressedProblems,
  inNormalForm,
  type Complaints,
  type FormValidator,
} from './form-validator.js';
import { today } from './sample-applications.js';

const validators = new WeakMap<ProcedureDefinition, FormValidator>();

/** Made once per definition: compiling a form takes a tenth of a second. */
export function getValidator(definition: ProcedureDefinition): FormValidator {
  const validator = validators.get(definition) ?? createFormValidator(definition);
  validators.set(definition, validator);
  return validator;
}

/** What they say differently of a set of answers, place by place; null when they agree. */
export function disagreementAbout(
  definition: ProcedureDefinition,
  answers: Readonly<Record<string, unknown>>,
  theirs: Complaints = getValidator(definition).complaintsAbout(answers),
): object | null {
  const { problems } = evaluate(definition, answers, { today });
  const ours = expressedProblems(getValidator(definition), problems);
  const places = [...new Set([...ours.keys(), ...theirs.keys()])];
  const different = places.filter((place) => !isSame(ours, theirs, place));
  // The schema was asked about the normal form; the engine must say of it what it says of the answers as they came.
  const again = evaluate(definition, inNormalForm(definition, answers), { today });
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
