import { isRecord } from './answers.js';
import { pointer, type Note } from './definition-problem.js';
import { findCycles } from './find-cycles.js';
import { child, partsOf, type RawPart, type RawProcedure } from './raw-procedure.js';
import { canBeAnswered, type Scope } from './walk-condition.js';

type Types = readonly string[];

const anyType: Types = [];
const date: Types = ['date'];
const id: Types = ['personalId', 'text'];
const name: Types = ['personName', 'text'];

/** Which properties of a rule name a field, and of which types. */
const ruleFields: Readonly<Record<string, Readonly<Record<string, Types>>>> = {
  minAge: { field: date, at: date },
  maxAge: { field: date },
  dateOrder: { before: date, after: date },
  dateBefore: { field: date },
  withinDays: { from: date },
  distinct: { fields: anyType },
  equalsWhen: { field: anyType },
  notOption: { field: anyType },
  personalIdMatches: { id, dob: date, genderField: ['select'] },
};

/** Notes every field, agency and step that is named and does not exist, or is of a type that cannot serve there. */
export function checkReferences(raw: RawProcedure, scope: Scope, agencies: ReadonlySet<string>, note: Note): void {
  const check = (part: RawPart, properties: Readonly<Record<string, Types>>) => {
    for (const [property, types] of Object.entries(properties)) checkFieldNames(part, property, types, scope, note);
  };
  for (const rule of raw.rules) checkRule(rule, check, scope, note);
  for (const fee of raw.fees) checkFee(fee, check, scope, note);
  checkPeople(raw, check, scope, note);
  checkAgencies(raw, agencies, note);
  checkSteps(raw.steps, note);
  checkResults(raw, note);
}

type Check = (part: RawPart, properties: Readonly<Record<string, Types>>) => void;

function checkRule(rule: RawPart, check: Check, scope: Scope, note: Note): void {
  const { type, at, value } = rule.value;
  const properties = ruleFields[String(type)];
  // An unknown type is noted by the shape check.
  if (!properties) return;
  const { at: atTypes, ...others } = properties;
  check(rule, atTypes && at !== 'today' ? properties : others);
  const field = scope.fields.get(String(rule.value['field']));
  if ((type === 'equalsWhen' || type === 'notOption') && field && !canBeAnswered(field, value, scope)) {
    note(
      'unknownOption',
      pointer(rule.path, 'value'),
      `${String(rule.value['field'])} is never answered with ${JSON.stringify(value)}`,
    );
  }
}

function checkFee(fee: RawPart, check: Check, scope: Scope, note: Note): void {
  check(fee, { quantityField: ['number'], exemptionField: ['select'] });
  check(child(fee, 'period'), { from: date });
  const { per, quantityField, exemptions, exemptionField } = fee.value;
  if (String(per).startsWith('copy') && quantityField === undefined) {
    note('missing', pointer(fee.path, 'quantityField'), 'a fee per copy needs the field that says how many');
  }
  if (!Array.isArray(exemptions) || exemptions.length === 0) return;
  const ground = scope.fields.get(String(exemptionField));
  if (exemptionField === undefined)
    note('missing', pointer(fee.path, 'exemptionField'), 'exemptions need the field that claims them');
  exemptions.forEach((option: unknown, at) => {
    if (ground && !canBeAnswered(ground, option, scope)) {
      note(
        'unknownOption',
        pointer(fee.path, 'exemptions', at),
        `${String(exemptionField)} has no option ${String(option)}`,
      );
    }
  });
}

function checkPeople(raw: RawProcedure, check: Check, scope: Scope, note: Note): void {
  const contact = child(raw.root, 'contact');
  check(contact, { nameField: name, personalIdField: id, phoneField: ['phone'], emailField: ['email'] });
  for (const part of partsOf(contact, 'cases')) check(part, { nameField: name, personalIdField: id });
  const delivery = child(raw.root, 'deliveryFields');
  check(delivery, { methodField: ['select'], nameField: name, phoneField: ['phone'], addressField: ['address'] });
  const method = scope.fields.get(String(delivery.value['methodField']));
  if (method && !canBeAnswered(method, delivery.value['postValue'], scope)) {
    note('unknownOption', pointer(delivery.path, 'postValue'), `${String(method.value['key'])} has no such option`);
  }
  for (const part of partsOf(raw.root, 'subjectFields')) {
    check(part, { nameFields: name, dobField: date, personalIdField: id });
  }
  check(raw.root, { sensitiveFields: anyType });
  const grants = child(raw.root, 'grants');
  for (const agency of Object.keys(grants.value)) check(child(grants, agency), { fields: anyType });
}

function checkFieldNames(part: RawPart, property: string, types: Types, scope: Scope, note: Note): void {
  const named = part.value[property];
  const list: readonly unknown[] = Array.isArray(named) ? named : [named];
  list.forEach((key, at) => {
    if (typeof key !== 'string') return;
    const path = Array.isArray(named) ? pointer(part.path, property, at) : pointer(part.path, property);
    const field = scope.fields.get(key);
    if (!field) note('unknownField', path, `no field is called ${key}`);
    else if (types.length > 0 && !types.includes(String(field.value['type']))) {
      note('wrongFieldType', path, `${key} is a ${String(field.value['type'])}, not a ${types.join(' or ')}`);
    }
  });
}

function checkAgencies(raw: RawProcedure, agencies: ReadonlySet<string>, note: Note): void {
  for (const part of [...raw.steps, ...partsOf(raw.root, 'cooperatingAgencies')]) {
    const { agency } = part.value;
    if (typeof agency === 'string' && !agencies.has(agency)) noteAgency(agency, pointer(part.path, 'agency'), note);
  }
  const { grants } = raw.root.value;
  for (const agency of isRecord(grants) ? Object.keys(grants) : []) {
    if (!agencies.has(agency)) noteAgency(agency, pointer('', 'grants', agency), note);
  }
}

function noteAgency(agency: string, path: string, note: Note): void {
  note('unknownAgency', path, `no agency is called ${agency}`);
}

function checkSteps(steps: readonly RawPart[], note: Note): void {
  const byKey = new Map(steps.map((step) => [String(step.value['key']), step]));
  const graph = new Map<string, readonly string[]>();
  for (const [key, step] of byKey) {
    const { dependsOn } = step.value;
    const before = (Array.isArray(dependsOn) ? dependsOn : []).map(String);
    graph.set(
      key,
      before.filter((other) => byKey.has(other)),
    );
    before.forEach((other, at) => {
      if (!byKey.has(other)) note('unknownStep', pointer(step.path, 'dependsOn', at), `no step is called ${other}`);
    });
  }
  for (const cycle of findCycles(graph)) {
    const last = byKey.get(cycle.at(-1) ?? '');
    note(
      'cycle',
      pointer(last?.path ?? '/steps', 'dependsOn'),
      `${[...cycle, cycle[0]].join(' → ')}: each waits for the next`,
    );
  }
}

function checkResults(raw: RawProcedure, note: Note): void {
  const keys = new Set(raw.steps.map(({ value }) => value['key']));
  for (const { path, value } of partsOf(raw.root, 'results')) {
    const { step } = value;
    if (typeof step === 'string' && !keys.has(step)) {
      note('unknownStep', pointer(path, 'step'), `no step is called ${step}`);
    }
  }
}
