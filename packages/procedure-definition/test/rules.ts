/** Rules over a few invented fields, drawn at random, and when each is broken by the words of the grammar. */
import fc from 'fast-check';
import type { Rule } from '../src/rule.js';
import { answersToThem, conditions, holdsByTheGrammar, type AnswerSet } from './conditions.js';

type Of<Type extends Rule['type']> = Extract<Rule, { type: Type }>;

const msPerDay = 86_400_000;
const dayKeys = ['bornOn', 'joinedOn', 'leftOn'] as const;
const idKeys = ['memberId', 'partnerId', 'coachId'] as const;

/** Days that meet each other often: the same month of neighbouring years, leap days, ends of months. */
export const days: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('2024-02-29', '2008-02-29', '2000-02-29', '2026-02-28', '2026-03-01', '2026-11-22'),
  fc
    .tuple(fc.constantFrom(1899, 1908, 1999, 2006, 2007, 2008, 2020, 2025, 2026, 2027), fc.nat(364))
    .map(([year, day]) => new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10)),
  fc
    .tuple(fc.integer({ min: 2004, max: 2028 }), fc.constantFrom('11-21', '11-22', '11-23', '02-28', '03-01'))
    .map(([year, day]) => `${year}-${day}`),
);
const noDays = fc.constantFrom<unknown>(undefined, null, '', '2025-02-29', '2026-13-01', '22/11/2026', 20_261_122, [
  'x',
]);
const ids = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 9), fc.constantFrom('08', '99'))
  .map(([sexAndCentury, year]) => `000${sexAndCentury}${year}000018`);
const noIds = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  '12345678901',
  '00020600001８',
  200_600_001,
  { id: 1 },
  [1],
);
const genders = fc.constantFrom<unknown>('male', 'female', 'other', undefined, 1);

/** Answers to everything a rule may read. */
export const answersToRules: fc.Arbitrary<AnswerSet> = fc
  .tuple(
    answersToThem,
    fc.record(Object.fromEntries(dayKeys.map((key) => [key, fc.oneof({ weight: 5, arbitrary: days }, noDays)]))),
    fc.record(Object.fromEntries(idKeys.map((key) => [key, fc.oneof({ weight: 5, arbitrary: ids }, noIds)]))),
    fc.record({ gender: genders, court: fc.constantFrom<unknown>('clay', 'grass', '1', 1, '', undefined) }),
  )
  .map((parts) => Object.assign({}, ...parts) as AnswerSet); // assign is typed as any for a list

const dayKey = fc.constantFrom(...dayKeys);
const field = fc.constantFrom('court', 'court', 'coach');
const value = fc.constantFrom('clay', '1', 1, true);

/** A rule of each type with any parameters, half of them guarded by a condition. */
export const rulesOf: { readonly [Type in Rule['type']]: fc.Arbitrary<Of<Type>> } = {
  minAge: rule({
    type: fc.constant('minAge' as const),
    field: dayKey,
    years: fc.integer({ min: 1, max: 25 }),
    at: fc.option(fc.constantFrom('today', ...dayKeys), { nil: undefined }),
  }),
  maxAge: rule({ type: fc.constant('maxAge' as const), field: dayKey, years: fc.integer({ min: 1, max: 25 }) }),
  dateOrder: rule({ type: fc.constant('dateOrder' as const), before: dayKey, after: dayKey }),
  dateBefore: rule({ type: fc.constant('dateBefore' as const), field: dayKey, value: days }),
  withinDays: rule({
    type: fc.constant('withinDays' as const),
    from: dayKey,
    days: fc.constantFrom(0, 1, 15, 60, 365),
  }),
  distinct: rule({
    type: fc.constant('distinct' as const),
    fields: fc.uniqueArray(fc.constantFrom(...idKeys, 'court'), { minLength: 2, maxLength: 4 }),
  }),
  equalsWhen: rule({ type: fc.constant('equalsWhen' as const), when: conditions, field, value }),
  notOption: rule({ type: fc.constant('notOption' as const), field, value }),
  personalIdMatches: rule({
    type: fc.constant('personalIdMatches' as const),
    id: fc.constantFrom(...idKeys),
    dob: fc.option(dayKey, { nil: undefined }),
    gender: fc.option(fc.constantFrom('male' as const, 'female' as const), { nil: undefined }),
    genderField: fc.option(fc.constant('gender'), { nil: undefined }),
  }),
};

/** The table of rules, row by row. */
export function isBrokenByTheGrammar(rule: Rule, answers: AnswerSet, today: string): boolean {
  if (!holdsByTheGrammar(rule.when ?? undefined, answers)) return false;
  const day = (key: string) => midnightOf(answers[key]);
  const now = midnightOf(today) ?? Number.NaN;
  switch (rule.type) {
    case 'minAge': {
      const on = rule.at === undefined || rule.at === 'today' ? now : day(rule.at);
      const bornOn = day(rule.field);
      return bornOn !== null && on !== null && birthdaysBetween(bornOn, on) < rule.years;
    }
    case 'maxAge': {
      const bornOn = day(rule.field);
      return bornOn !== null && birthdaysBetween(bornOn, now) >= rule.years;
    }
    case 'dateOrder': {
      const [before, after] = [day(rule.before), day(rule.after)];
      return before !== null && after !== null && before > after;
    }
    case 'dateBefore': {
      const [at, limit] = [day(rule.field), midnightOf(rule.value)];
      return at !== null && limit !== null && at >= limit;
    }
    case 'withinDays': {
      const from = day(rule.from);
      return from !== null && (now - from) / msPerDay > rule.days;
    }
    case 'distinct':
      return rule.fields.some((one, at) =>
        rule.fields.slice(at + 1).some((other) => areTwins(answers[one], answers[other])),
      );
    case 'equalsWhen':
      return !(Object.hasOwn(answers, rule.field) && answers[rule.field] === rule.value);
    case 'notOption':
      return Object.hasOwn(answers, rule.field) && answers[rule.field] === rule.value;
    case 'personalIdMatches': {
      const answered = rule.genderField === undefined ? undefined : answers[rule.genderField];
      return isOfAnother(answers[rule.id], rule.dob === undefined ? null : day(rule.dob), rule.gender ?? answered);
    }
  }
}

function rule<Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) {
  const rest = fc.record({
    key: fc.constant('aRule'),
    severity: fc.constantFrom('error' as const, 'warning' as const),
    messageVi: fc.constant('x'),
    messageEn: fc.constant('x'),
    when: fc.option(conditions, { nil: undefined }),
  });
  return fc.tuple(rest, fc.record<Shape>(shape)).map(([one, other]) => ({ ...one, ...other }));
}

/** Midnight of a day that exists; null of anything else. */
function midnightOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value) ? at.getTime() : null;
}

/** Counts them one by one; who was born on 29 February has the birthday on 1 March in other years: Date.UTC carries it over. */
function birthdaysBetween(bornOn: number, on: number): number {
  const born = new Date(bornOn);
  let count = 0;
  for (let year = born.getUTCFullYear() + 1; ; year += 1) {
    if (Date.UTC(year, born.getUTCMonth(), born.getUTCDate()) > on) return count;
    count += 1;
  }
}

function areTwins(one: unknown, other: unknown): boolean {
  const isFilled = one !== undefined && one !== null && one !== '';
  return isFilled && typeof one !== 'object' && one === other;
}

/** Digit 4 says sex and century (0 and 1 the twentieth, 2 and 3 the next …), 5 and 6 the year. */
function isOfAnother(id: unknown, bornOn: number | null, gender: unknown): boolean {
  if (typeof id !== 'string' || !/^[0-9]{12}$/.test(id)) return false;
  const [sexes, century] = [['male', 'female'], Math.floor(Number(id.charAt(3)) / 2)] as const;
  const isOfOtherSex = (gender === 'male' || gender === 'female') && sexes[Number(id.charAt(3)) % 2] !== gender;
  const year = 1900 + century * 100 + Number(id.slice(4, 6));
  return isOfOtherSex || (bornOn !== null && new Date(bornOn).getUTCFullYear() !== year);
}
