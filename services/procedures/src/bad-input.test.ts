import { normaliseAnswers } from '@motcua/procedure-definition';
import { definitions, getDefinition, judge, samples } from '../test/sample-applications.js';
import { birth, homeInHaDong, problemsOf, problemsWith } from '../test/spoilt-birth.js';

const accepted = samples.filter(({ valid }) => valid);
const acceptedBy = accepted.map((sample) => [sample.procedureCode, sample] as const);

/** A field of each type, and a right answer to it. */
const specimens = {
  text: ['birthFacilityName', 'Bệnh viện Mẫu'],
  longText: ['applicantNote', 'Xin nhận\nbuổi sáng'],
  personName: ['motherName', 'Trần Thu Hà Mẫu'],
  personalId: ['motherPersonalId', '000195000002'],
  phone: ['requesterPhone', '0900000001'],
  email: ['requesterEmail', 'nguoidan001@example.com'],
  date: ['birthNotificationDate', '2026-10-31'],
  number: ['copyCount', 3],
  boolean: ['commitTruth', true],
  select: ['birthPlaceKind', 'facility'],
  address: ['hometown', homeInHaDong],
  repeatable: ['householdMembers', [{}]],
} as const;
type Type = keyof typeof specimens;
const types = Object.keys(specimens) as Type[]; // keys of a literal

describe('an answer of another type', () => {
  // Rows: the field; columns, in the same order: what it is answered with. A dot: nothing wrong with it.
  it.each([
    ['text', '. pattern . . . . . type type . type type'],
    ['longText', '. . . . . . . type type . type type'],
    ['personName', '. pattern . pattern pattern pattern pattern type type . type type'],
    ['personalId', 'pattern pattern pattern . pattern pattern pattern type type pattern type type'],
    ['phone', 'pattern pattern pattern pattern . pattern pattern type type pattern type type'],
    ['email', 'pattern pattern pattern pattern pattern . pattern type type pattern type type'],
    ['date', 'type type type type type type . type type type type type'],
    ['number', 'type type type type type type type . type type type type'],
    ['boolean', 'type type type type type type type type . type type type'],
    ['select', 'option option option option option option option type type . type type'],
    ['address', 'type type type type type type type type type type . type'],
    [
      'repeatable',
      'type type type type type type type type type type type required,required,required,required,required',
    ],
  ] as const)('is told for a %s', (type, row) => {
    const [field] = specimens[type];
    const codes = types.map((other) => {
      const found = problemsWith({ [field]: specimens[other][1] }).filter((problem) => problem.startsWith(field));
      return found.map((problem) => problem.split(' ')[1]).join(',') || '.';
    });
    expect(codes.join(' ')).toBe(row);
  });
});

describe.each(acceptedBy)('of %s', (code, { answers }) => {
  const fields = getDefinition(code).procedure.form.sections.flatMap((section) => section.fields);
  const visible = new Set(judge(code, answers).visibleFields);

  it('every answer to a hidden field is told, all at once', () => {
    const hidden = fields.filter(({ key }) => !visible.has(key)).map(({ key }) => key);
    expect(hidden.length).toBeGreaterThan(0);
    const odd = Object.fromEntries(hidden.map((key) => [key, { odd: true }]));
    expect(problemsOf(code, { ...answers, ...odd })).toEqual(hidden.map((key) => `${key} notVisible`));
  });

  it('every text of 10,000 characters is told, all at once', () => {
    const texts = fields.filter(
      ({ key, type }) => visible.has(key) && 'personName longText phone email personalId text'.includes(type),
    );
    const long = Object.fromEntries(texts.map(({ key }, at) => [key, '1'.repeat(10_000 + at)]));
    expect(problemsOf(code, { ...answers, ...long })).toEqual(texts.map(({ key }) => `${key} max`));
  });

  it('marks written apart and spaces around are no fault, and are stored as one', () => {
    const decomposed = spelt(answers, (text) => (/[^ -~]/.test(text) ? ` ${text.normalize('NFD')}\u00a0` : text));
    expect(problemsOf(code, decomposed)).toEqual([]);
    const composed = spelt(answers, (text) => text.normalize('NFC').trim());
    expect(normaliseAnswers(getDefinition(code), decomposed)).toEqual(composed);
    expect(JSON.stringify(decomposed)).not.toBe(JSON.stringify(composed));
  });

  it('unknown fields are told by name, those that every object carries included', () => {
    const strangers = ['__proto__', 'constructor', 'hasOwnProperty', 'stranger', 'toString', 'valueOf'];
    const text = JSON.stringify(answers).replace('{', `{${strangers.map((key) => `"${key}":{"x":1},`).join('')}`);
    const withStrangers = JSON.parse(text) as Readonly<Record<string, unknown>>; // an object, as the text shows
    expect(problemsOf(code, withStrangers)).toEqual(strangers.map((key) => `${key} unknownField`));
    expect({}).not.toHaveProperty('x');
  });
});

describe('an application with much wrong in it', () => {
  it('is told all of it at once, each with its place', () => {
    const wrong = {
      requesterName: 'Nguyễn Аnh', // Cyrillic А
      requesterPhone: '０900000001',
      childDob: '2026-02-30',
      hometown: { ...homeInHaDong, wardCode: '09538', districtCode: '268' },
      birthPlace: { countryCode: 'FR', provinceCode: '01', detail: '' },
      hasFather: 'no',
      motherEthnicity: '999',
      householdMembers: [{ memberName: 'Mẫu', memberDob: '2030-01-01', memberGender: 'x', pet: 1 }, 5],
      copyCount: 21,
      commitTruth: false,
      stranger: 1,
    };
    const shownForAFather =
      definitions.get(birth)?.procedure.form.sections.find(({ key }) => key === 'father')?.fields ?? [];
    const answered = new Set(Object.keys(accepted.find(({ procedureCode }) => procedureCode === birth)?.answers ?? {}));
    const hidden = shownForAFather.filter(({ key }) => key !== 'hasFather' && answered.has(key));
    expect(problemsWith(wrong)).toEqual([
      'requesterName pattern',
      'requesterPhone pattern',
      'childDob type',
      'birthPlace/provinceCode notVisible',
      'birthPlace/detail required',
      'hometown/districtCode unknownField',
      'hometown/wardCode option',
      'motherEthnicity option',
      ...hidden.map(({ key }) => `${key} notVisible`),
      'householdMembers/0/pet unknownField',
      'householdMembers/0/memberDob max',
      'householdMembers/0/memberGender option',
      'householdMembers/0/memberPersonalId required',
      'householdMembers/0/memberRelationToHead required',
      'householdMembers/1 type',
      'copyCount max',
      'commitTruth required',
      'stranger unknownField',
    ]);
  });

  it.each(['answers', 5, [], [{}], true])('that is no object: %j', (input) => {
    expect(judge(birth, input as object).problems[0]).toEqual({ field: '', code: 'type' }); // judged whatever it is
  });
});

/** Every text of the answers, spelt otherwise. */
function spelt<Json>(json: Json, change: (text: string) => string): Json {
  return JSON.parse(JSON.stringify(json), (_, value: unknown) =>
    typeof value === 'string' ? change(value) : value,
  ) as Json; // same shape
}
