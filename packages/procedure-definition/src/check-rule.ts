import { dayNumber, fullYears, isDay, personalIdAgrees, type Day, type Gender } from '@motcua/vietnam';
import { compileCondition, isEmpty, type Answers } from './condition.js';
import type { Rule } from './rule.js';

export interface CompiledRule {
  readonly rule: Rule;
  /** Key of the field on which a broken rule is reported. */
  readonly reportedOn: string;
  readonly isBroken: (answers: Answers, today: Day) => boolean;
}

/** A rule as a closure. Rules read the answers whatever is visible. */
export function compileRule(rule: Rule): CompiledRule {
  const applies = compileCondition(rule.when);
  const breaks = compileBreak(rule);
  return {
    rule,
    reportedOn: reportedOn(rule),
    isBroken: (answers, today) => applies(answers) && breaks(answers, today),
  };
}

/** Fields a rule reads, the one it is reported on included, besides those of its `when`. */
export function fieldsOfRule(rule: Rule): readonly string[] {
  switch (rule.type) {
    case 'minAge':
      return rule.at === undefined || rule.at === 'today' ? [rule.field] : [rule.field, rule.at];
    case 'maxAge':
    case 'dateBefore':
    case 'equalsWhen':
    case 'notOption':
      return [rule.field];
    case 'dateOrder':
      return [rule.before, rule.after];
    case 'withinDays':
      return [rule.from];
    case 'distinct':
      return rule.fields;
    case 'personalIdMatches':
      return [rule.id, rule.dob, rule.genderField].filter((field) => field !== undefined);
  }
}

/** Key of the field on which a broken rule is reported. */
export function reportedOn(rule: Rule): string {
  switch (rule.type) {
    case 'minAge':
    case 'maxAge':
    case 'dateBefore':
    case 'equalsWhen':
    case 'notOption':
      return rule.field;
    case 'dateOrder':
      return rule.after;
    case 'withinDays':
      return rule.from;
    case 'distinct':
      return rule.fields.at(-1) ?? '';
    case 'personalIdMatches':
      return rule.id;
  }
}

function compileBreak(rule: Rule): (answers: Answers, today: Day) => boolean {
  switch (rule.type) {
    case 'minAge':
      return (answers, today) => {
        const on = rule.at === undefined || rule.at === 'today' ? today : dayAt(answers, rule.at);
        return onDay(answers, rule.field, (bornOn) => on !== null && fullYears(bornOn, on) < rule.years);
      };
    case 'maxAge':
      return (answers, today) => onDay(answers, rule.field, (bornOn) => fullYears(bornOn, today) >= rule.years);
    case 'dateOrder':
      return (answers) => {
        const after = dayAt(answers, rule.after);
        return onDay(answers, rule.before, (before) => after !== null && before > after);
      };
    case 'dateBefore':
      return (answers) => onDay(answers, rule.field, (day) => day >= rule.value);
    case 'withinDays':
      return (answers, today) => onDay(answers, rule.from, (from) => dayNumber(today) - dayNumber(from) > rule.days);
    case 'distinct':
      return (answers) => hasTwins(rule.fields.map((field) => answers[field]));
    case 'equalsWhen':
      return (answers) => answers[rule.field] !== rule.value;
    case 'notOption':
      return (answers) => answers[rule.field] === rule.value;
    case 'personalIdMatches':
      return (answers) => !idAgrees(rule, answers);
  }
}

function idAgrees(rule: Extract<Rule, { type: 'personalIdMatches' }>, answers: Answers): boolean {
  const id = answers[rule.id];
  if (typeof id !== 'string') return true;
  const answered = rule.genderField === undefined ? undefined : toGender(answers[rule.genderField]);
  const bornOn = rule.dob === undefined ? null : dayAt(answers, rule.dob);
  return personalIdAgrees(id, { bornOn: bornOn ?? undefined, gender: rule.gender ?? answered });
}

/** Lists and objects are compared with nothing: two equal addresses are no sign of one person. */
function hasTwins(values: readonly unknown[]): boolean {
  const filled = values.filter((value) => typeof value !== 'object' && !isEmpty(value));
  return new Set(filled).size < filled.length;
}

function onDay(answers: Answers, field: string, test: (day: Day) => boolean): boolean {
  const day = dayAt(answers, field);
  return day !== null && test(day);
}

function dayAt(answers: Answers, field: string): Day | null {
  const value = answers[field];
  return isDay(value) ? value : null;
}

function toGender(value: unknown): Gender | undefined {
  return value === 'male' || value === 'female' ? value : undefined;
}
