export type DefinitionProblemCode =
  | 'missing'
  | 'type'
  | 'unknownKey'
  | 'badValue'
  | 'unknownFieldType'
  | 'unknownRuleType'
  | 'unknownOperator'
  | 'badCondition'
  | 'unknownField'
  | 'wrongFieldType'
  | 'unknownOptionSet'
  | 'unknownOption'
  | 'unknownAgency'
  | 'unknownStep'
  | 'duplicateKey'
  | 'badPattern'
  | 'badBound'
  | 'minAboveMax'
  | 'unreachable'
  | 'cycle';

/** One thing wrong in a definition, for the person who wrote it. */
export interface DefinitionProblem {
  /** JSON pointer (RFC 6901) of the place. */
  readonly path: string;
  readonly code: DefinitionProblemCode;
  readonly message: string;
}

export type Note = (code: DefinitionProblemCode, path: string, message: string) => void;

/** One step further into a JSON pointer. */
export function pointer(base: string, ...steps: readonly (string | number)[]): string {
  return steps.reduce<string>(
    (path, step) => `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    base,
  );
}
