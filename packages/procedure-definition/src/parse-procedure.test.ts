import { clubDefinition } from '../test/club-definition.js';
import { clubLists, tennisClub } from '../test/tennis-club.js';
import { isRecord } from './answers.js';
import { parseLists, parseProcedure, type ProcedureLists } from './parse-procedure.js';

describe('a definition', () => {
  it('without fault is read, with only the lists it uses', () => {
    expect(clubDefinition.procedure).toEqual(tennisClub);
    expect(Object.keys(clubDefinition.optionSets)).not.toContain('neverUsed');
    expect(Object.keys(clubDefinition.agencies)).toEqual(['club', 'coach']);
  });

  it('survives being published as JSON and read again', () => {
    const { procedure, ...lists } = clubDefinition;
    const copy: unknown = JSON.parse(JSON.stringify(procedure));
    expect(parseProcedure(copy, lists)).toEqual({ ok: true, definition: clubDefinition });
  });

  describe('is refused with the place when it has', () => {
    const partner = '/form/sections/1/fields/5';
    const section = '/form/sections/2';

    it.each([
      [
        'a dangling field in a condition',
        `${partner}/visibleWhen/field`,
        'nobody',
        'unknownField',
        `${partner}/visibleWhen/field`,
      ],
      [
        'one deep inside',
        '/attachments/2/condition/any/1',
        { not: { field: 'nobody', present: true } },
        'unknownField',
        '/attachments/2/condition/any/1/not/field',
      ],
      ['one in a rule', '/rules/3/before', 'nobody', 'unknownField', '/rules/3/before'],
      ['one in a list of a rule', '/rules/6/fields/1', 'nobody', 'unknownField', '/rules/6/fields/1'],
      ['one in a fee', '/fees/3/quantityField', 'nobody', 'unknownField', '/fees/3/quantityField'],
      ['one in the period of a fee', '/fees/1/period/from', 'nobody', 'unknownField', '/fees/1/period/from'],
      ['one in a step', '/steps/1/condition/field', 'nobody', 'unknownField', '/steps/1/condition/field'],
      [
        'one in the time limit',
        '/timeLimit/cases/0/when/field',
        'nobody',
        'unknownField',
        '/timeLimit/cases/0/when/field',
      ],
      ['one in the contact', '/contact/cases/0/nameField', 'nobody', 'unknownField', '/contact/cases/0/nameField'],
      ['one in the delivery', '/deliveryFields/addressField', 'nobody', 'unknownField', '/deliveryFields/addressField'],
      ['one in a subject', '/subjectFields/0/nameFields/1', 'nobody', 'unknownField', '/subjectFields/0/nameFields/1'],
      ['one among the sensitive', '/sensitiveFields/0', 'nobody', 'unknownField', '/sensitiveFields/0'],
      ['one in a grant', '/grants/coach/fields/0', 'nobody', 'unknownField', '/grants/coach/fields/0'],
      ['a field that cannot serve there', '/rules/0/field', 'kind', 'wrongFieldType', '/rules/0/field'],
      ['a phone that is no phone', '/contact/phoneField', 'playerName', 'wrongFieldType', '/contact/phoneField'],
      [
        'an unknown operator',
        `${partner}/visibleWhen`,
        { field: 'hasPartner', like: 'y' },
        'unknownOperator',
        `${partner}/visibleWhen/like`,
      ],
      [
        'an operator too many',
        `${partner}/visibleWhen`,
        { field: 'kind', equals: 'adult', in: ['adult'] },
        'badCondition',
        `${partner}/visibleWhen`,
      ],
      [
        'a condition without operator',
        `${partner}/visibleWhen`,
        { field: 'kind' },
        'badCondition',
        `${partner}/visibleWhen`,
      ],
      ['a condition that is none', `${partner}/visibleWhen`, 'always', 'badCondition', `${partner}/visibleWhen`],
      ['an empty combination', '/attachments/2/condition/any', [], 'badCondition', '/attachments/2/condition/any'],
      [
        'an unknown option set',
        '/form/sections/0/fields/2/options',
        'sexes',
        'unknownOptionSet',
        '/form/sections/0/fields/2/options',
      ],
      [
        'one in a repeating group',
        '/form/sections/1/fields/8/itemFields/2/options',
        'sexes',
        'unknownOptionSet',
        '/form/sections/1/fields/8/itemFields/2/options',
      ],
      ['an option the set does not hold', '/rules/8/value', 'stranger', 'unknownOption', '/rules/8/value'],
      ['an exemption nobody can claim', '/fees/0/exemptions/0', 'rich', 'unknownOption', '/fees/0/exemptions/0'],
      [
        'an impossible default',
        '/form/sections/1/fields/4/default',
        'maybe',
        'unknownOption',
        '/form/sections/1/fields/4/default',
      ],
      ['an unknown agency', '/steps/1/agency', 'nobody', 'unknownAgency', '/steps/1/agency'],
      [
        'one that cooperates',
        '/cooperatingAgencies/0/agency',
        'nobody',
        'unknownAgency',
        '/cooperatingAgencies/0/agency',
      ],
      ['one that may read', '/grants/nobody', { purposeVi: 'x', fields: ['kind'] }, 'unknownAgency', '/grants/nobody'],
      ['an unknown step', '/steps/4/dependsOn/1', 'nobody', 'unknownStep', '/steps/4/dependsOn/1'],
      ['a result of an unknown step', '/results/0/step', 'nobody', 'unknownStep', '/results/0/step'],
      ['steps that wait for each other', '/steps/0/dependsOn', ['admit'], 'cycle', '/steps/4/dependsOn'],
      [
        'fields shown by each other',
        '/form/sections/1/fields/5/visibleWhen',
        { field: 'partnerNick', present: true },
        'cycle',
        '/form/sections/1/fields/7/visibleWhen',
      ],
      [
        'a field that shows itself',
        `${partner}/visibleWhen`,
        { field: 'partnerName', present: true },
        'cycle',
        `${partner}/visibleWhen`,
      ],
      [
        'requirements that wait for each other',
        '/form/sections/0/fields/3/requiredWhen',
        { field: 'playerEmail', present: false },
        'cycle',
        '/form/sections/0/fields/5/requiredWhen',
      ],
      [
        'a section shown by its own field',
        `${section}/visibleWhen`,
        { field: 'cards', equals: 2 },
        'cycle',
        `${section}/visibleWhen`,
      ],
      [
        'a field never shown: no such option',
        `${partner}/visibleWhen/equals`,
        'maybe',
        'unreachable',
        `${partner}/visibleWhen`,
      ],
      [
        'a field never shown: a contradiction',
        `${partner}/visibleWhen`,
        {
          all: [
            { field: 'kind', equals: 'adult' },
            { field: 'kind', equals: 'junior' },
          ],
        },
        'unreachable',
        `${partner}/visibleWhen`,
      ],
      [
        'a field never shown: needs a hidden one',
        '/form/sections/1/fields/7/visibleWhen',
        {
          all: [
            { field: 'partnerName', present: true },
            { field: 'hasPartner', equals: 'no' },
          ],
        },
        'unreachable',
        '/form/sections/1/fields/7/visibleWhen',
      ],
      ['a section never shown', `${section}/visibleWhen`, { field: 'kind', equals: 'nobody' }, 'unreachable', section],
      [
        'a paper never asked for',
        '/attachments/1/condition',
        {
          not: {
            any: [
              { field: 'kind', present: true },
              { field: 'kind', present: false },
            ],
          },
        },
        'unreachable',
        '/attachments/1/condition',
      ],
      ['a field twice', '/form/sections/1/fields/0/key', 'playerName', 'duplicateKey', '/form/sections/1/fields/0/key'],
      ['a paper named like a field', '/attachments/0/key', 'home', 'duplicateKey', '/attachments/0/key'],
      ['a rule twice', '/rules/1/key', 'adult', 'duplicateKey', '/rules/1/key'],
      ['a step twice', '/steps/1/key', 'receive', 'duplicateKey', '/steps/1/key'],
      [
        'a pattern that is none',
        '/form/sections/0/fields/3/pattern',
        '^[0-9',
        'badPattern',
        '/form/sections/0/fields/3/pattern',
      ],
      [
        'a bound that is none',
        '/form/sections/0/fields/1/min',
        'yesterday',
        'badBound',
        '/form/sections/0/fields/1/min',
      ],
      ['bounds crossed', '/form/sections/1/fields/3/min', 6, 'minAboveMax', '/form/sections/1/fields/3/min'],
      [
        'relative bounds crossed',
        '/form/sections/1/fields/1/max',
        'today-2m',
        'minAboveMax',
        '/form/sections/1/fields/1/min',
      ],
      ['an unknown kind of rule', '/rules/0/type', 'minHeight', 'unknownRuleType', '/rules/0/type'],
      [
        'an unknown kind of field',
        '/form/sections/0/fields/0/type',
        'colour',
        'unknownFieldType',
        '/form/sections/0/fields/0/type',
      ],
      [
        'a misspelt key',
        '/form/sections/0/fields/0/requireWhen',
        {},
        'unknownKey',
        '/form/sections/0/fields/0/requireWhen',
      ],
      [
        'a fee per copy that does not say how many',
        '/fees/3/quantityField',
        undefined,
        'missing',
        '/fees/3/quantityField',
      ],
      ['no name', '/nameVi', undefined, 'missing', '/nameVi'],
      ['a number for a name', '/nameVi', 7, 'type', '/nameVi'],
      ['a negative fee', '/fees/0/amountVnd', -1, 'badValue', '/fees/0/amountVnd'],
      ['a reserved key', '/form/sections/0/fields/0/key', 'constructor', 'badValue', '/form/sections/0/fields/0/key'],
    ])('%s', (_, at, value, code, path) => {
      expect(problemsWith(at, value)).toContainEqual([code, path]);
    });
  });

  it('is refused with everything that is wrong at once, in its shape and in its references', () => {
    const broken = change(change(change(tennisClub, '/nameVi', 7), '/rules/0/field', 'nobody'), '/steps/0/agency', 'x');
    expect(problems(broken).map(([code]) => code)).toEqual(['type', 'unknownField', 'unknownAgency']);
  });

  it.each([null, 'text', [], {}])('that is %j is refused', (json) => {
    expect(problems(json).length).toBeGreaterThan(0);
  });

  it('is refused when its lists are wrong', () => {
    const { gender } = clubLists.optionSets;
    const twice = {
      optionSets: { gender: { ...gender, options: [...gender.options, ...gender.options] } },
      agencies: { club: {} },
    };
    expect(places(parseLists(twice))).toEqual([
      ['missing', '/agencies/club/nameVi'],
      ['missing', '/agencies/club/nameEn'],
      ['duplicateKey', '/optionSets/gender/options/2/value'],
      ['duplicateKey', '/optionSets/gender/options/3/value'],
    ]);
    expect(problems(tennisClub, twice)).toContainEqual(['duplicateKey', '/optionSets/gender/options/2/value']);
  });
});

function problemsWith(at: string, value: unknown): readonly (readonly [string, string])[] {
  return problems(change(tennisClub, at, value));
}

function problems(json: unknown, lists: ProcedureLists = clubLists): readonly (readonly [string, string])[] {
  return places(parseProcedure(json, lists));
}

function places(
  parsed: ReturnType<typeof parseProcedure> | ReturnType<typeof parseLists>,
): readonly (readonly [string, string])[] {
  return parsed.ok ? [] : parsed.problems.map(({ code, path }) => [code, path] as const);
}

/** A copy in which the place holds another value. */
function change(json: unknown, at: string, value: unknown): unknown {
  const [step, ...rest] = at.split('/').slice(1);
  if (step === undefined) return value;
  const below = `/${rest.join('/')}`;
  const next = (inner: unknown) => (rest.length === 0 ? value : change(inner, below, value));
  if (Array.isArray(json)) return json.map((item: unknown, index) => (String(index) === step ? next(item) : item));
  const record = isRecord(json) ? { ...json } : {};
  record[step] = next(record[step]);
  return record;
}
