/** A form's schema as a validator whose complaints are told like the engine's problems: by field and place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { normaliseAnswers, toJsonSchema, type Problem, type ProcedureDefinition } from '@motcua/procedure-definition';
import { z } from 'zod';

/** `field` or `field/part`, as a JSON pointer without its first slash, with the codes a complaint may stand for. */
export type Complaints = ReadonlyMap<string, ReadonlySet<string>>;

export interface FormValidator {
  readonly definition: ProcedureDefinition;
  readonly notExpressed: readonly z.infer<typeof NotExpressed>[number][];
  readonly complaintsAbout: (answers: Readonly<Record<string, unknown>>) => Complaints;
}

const NotExpressed = z.array(
  z.object({
    code: z.string(),
    fields: z.array(z.string()),
    field: z.string(),
    path: z.string().optional(),
    severity: z.enum(['error', 'warning']),
    reason: z.enum(['today', 'comparesAnswers', 'onlyWarns']),
    message: z.string().min(1),
  }),
);

export function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: true,
    strictTuples: true,
    strictRequired: false,
    allErrors: true,
  });
  formats.default(ajv);
  ajv.addKeyword('x-rulesNotExpressed');
  return ajv;
}

export function createFormValidator(definition: ProcedureDefinition): FormValidator {
  const schema = toJsonSchema(definition);
  const validate = strictAjv().compile(schema);
  return {
    definition,
    notExpressed: NotExpressed.parse(schema['x-rulesNotExpressed']),
    complaintsAbout: (answers) => complaintsOf(validate, inNormalForm(definition, answers)),
  };
}

/** The answers the schema speaks about; what no field is called stays, to be refused. */
export function inNormalForm(definition: ProcedureDefinition, answers: Readonly<Record<string, unknown>>): object {
  const known = new Set(definition.procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key)));
  const strangers = Object.entries(answers).filter(([key]) => !known.has(key));
  // fromEntries defines own properties, so that __proto__ stays a key.
  return Object.fromEntries([...Object.entries(normaliseAnswers(definition, answers)), ...strangers]);
}

/** The engine's problems that a schema can say, by field and place. */
export function expressedProblems({ notExpressed }: FormValidator, problems: readonly Problem[]): Complaints {
  const found = new Map<string, Set<string>>();
  for (const problem of problems) {
    if (problem.code === 'attachmentRequired' || problem.code === 'unknownAttachment') continue;
    if (notExpressed.some((rule) => isAbout(rule, problem))) continue;
    add(found, placeOf(`/${escape(problem.field)}${problem.path ?? ''}`), problem.code);
  }
  return found;
}

function isAbout(rule: z.infer<typeof NotExpressed>[number], { field, code, path = '' }: Problem): boolean {
  return rule.code === code && rule.field === field && (rule.path ?? '') === path.replace(/^\/\d+/, '/*');
}

function complaintsOf(validate: ValidateFunction, answers: object): Complaints {
  validate(answers);
  const found = new Map<string, Set<string>>();
  for (const error of validate.errors ?? []) {
    const place = placeOf(pointerOf(error));
    // `if` only says that a `then` or `else` failed, which is reported itself.
    if (error.keyword !== 'if') for (const code of codesOf(error)) add(found, place, code);
  }
  const hidden = [...found].filter(([place, codes]) => codes.has('notVisible') && !place.includes('/'));
  // Of a hidden answer nothing else is judged.
  for (const [field] of hidden) {
    for (const place of [...found.keys()]) if (place.startsWith(`${field}/`)) found.delete(place);
  }
  return found;
}

function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${escape(String(params['missingProperty']))}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${escape(String(params['additionalProperty']))}`;
  return instancePath;
}

/** What the engine may call a complaint of this keyword. */
function codesOf({ keyword, schemaPath }: ErrorObject): readonly string[] {
  switch (keyword) {
    case 'required':
      return ['required', 'rule'];
    case 'additionalProperties':
      return ['unknownField'];
    case 'false schema':
      return ['notVisible'];
    case 'type':
    case 'format':
      return ['type'];
    case 'pattern':
      return schemaPath.startsWith('#/$defs/day') ? ['type'] : ['pattern', 'min', 'max', 'rule'];
    case 'minLength':
    case 'minimum':
    case 'minItems':
      return ['min'];
    case 'maxLength':
    case 'maximum':
    case 'maxItems':
      return ['max'];
    case 'oneOf':
    case 'uniqueItems':
      return ['option'];
    case 'const':
      return ['required', 'rule'];
    case 'not':
      return ['rule'];
    default:
      throw new Error(`a keyword nobody expects: ${keyword}`);
  }
}

function add(found: Map<string, Set<string>>, place: string, code: string): void {
  found.set(place, (found.get(place) ?? new Set()).add(code.startsWith('rule:') ? 'rule' : code));
}

function placeOf(pointer: string): string {
  return pointer.slice(1);
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
