export { compileCondition, isEmpty, type Answers, type Condition, type Scalar } from './condition.js';
export { Agency, Field, ItemField, OptionSet, Section, type FieldType } from './field.js';
export { Rule } from './rule.js';
export { Attachment, channels, Fee, SameDayRule, Step, TimeLimit, type Channel } from './handling.js';
export { Contact, DeliveryFields, Grant, Procedure, SubjectFields, type ProcedureDefinition } from './procedure.js';
export type { DefinitionProblem, DefinitionProblemCode } from './definition-problem.js';
export {
  parseLists,
  parseProcedure,
  type ParsedLists,
  type ParsedProcedure,
  type ProcedureLists,
} from './parse-procedure.js';
export { parseCatalogue, type CatalogueProblem, type ParsedCatalogue } from './parse-catalogue.js';
export { evaluate, normaliseAnswers } from './evaluate.js';
export { sumOfFeesVnd } from './fees.js';
export { problemPath, problemText, type ProblemText } from './problem-text.js';
export type {
  Evaluation,
  EvaluationContext,
  FeeDue,
  Paper,
  Problem,
  ProblemCode,
  StepToDo,
  TakenOverBy,
  TimePromised,
} from './evaluation.js';
export {
  answersGrantedTo,
  contactOf,
  deliveryOf,
  fieldsGrantedTo,
  personalFields,
  subjectsOf,
  type ContactAnswers,
  type DeliveryAnswers,
  type PersonalField,
  type Subject,
} from './people.js';
export { toJsonSchema } from './json-schema.js';
export type { RuleNotExpressed } from './rules-not-expressed.js';
export { isOffered, offeredOptions, offeredSections, type OfferedSection } from './offered.js';
export { toUiSchema } from './ui-schema.js';
export { fieldsOfCondition } from './walk-condition.js';
export { toConditionSchema, type JsonSchema } from './condition-schema.js';
export type { Language } from './field-schema.js';
