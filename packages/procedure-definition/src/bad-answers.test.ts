import fc from 'fast-check';
import { clubDefinition, problemsOf, today } from '../test/club-definition.js';
import { aMember, homeInHaDong } from '../test/tennis-club.js';
import { evaluate } from './evaluate.js';

const child = { childName: 'Bi', childDob: '2020-01-01' };

describe('bad answers', () => {
  const family = { kind: 'family', rackets: 2 };
  const withBook = { attachments: ['photoId', 'familyBook'] };

  it.each([
    ['personName', 'playerName', [7, true, ['An'], { name: 'An' }]],
    ['personalId', 'playerId', [12, ['1']]],
    ['phone', 'playerPhone', [900_000_001]],
    ['email', 'playerEmail', [1, ['a@b.example']]],
    ['longText', 'why', [5, ['long enough']]],
    [
      'date',
      'playerDob',
      [19_900_501, '01/05/1990', '2026-02-30', '2026-13-01', '1990-05-01T00:00:00Z', ['1990-05-01']],
    ],
    ['number', 'rackets', ['3', '３', 1.5, Number.NaN, Number.POSITIVE_INFINITY, true]],
    ['boolean', 'acceptsRules', ['true', 1, [true]]],
    ['select', 'kind', [1, ['adult'], { value: 'adult' }]],
    ['multiSelect', 'hobbies', ['singles', { 0: 'singles' }, 3]],
    ['file', 'photo', [4, ['x']]],
    ['address', 'home', ['Hà Nội', ['01'], 5]],
  ])('of the wrong type for a %s', (_, field, values) => {
    for (const value of values) expect(problemsOf({ [field]: value })).toContain(`${field} type`);
  });

  it.each([
    ['no list', 'two', ['children type']],
    ['no object', [1], ['children/0 type']],
    ['too many', [child, child, child], ['children max']],
    ['unknown key', [{ ...child, toy: 'ball' }], ['children/0/toy unknownField']],
    ['missing', [{ childName: 'Bi' }], ['children/0/childDob required']],
    [
      'wrong parts',
      [child, { childName: 5, childDob: '2027-01-01', childGender: 'cat' }],
      ['children/1/childName type', 'children/1/childDob max', 'children/1/childGender option'],
    ],
  ])('in a repeating group: %s', (_, children, problems) => {
    expect(problemsOf({ ...family, children }, withBook)).toEqual(problems);
  });

  it.each([
    [{ ...homeInHaDong, detail: '' }, ['home/detail required']],
    [{ ...homeInHaDong, wardCode: undefined }, ['home/wardCode required']],
    [{ ...homeInHaDong, wardCode: '09538' }, ['home/wardCode option']],
    [{ ...homeInHaDong, wardCode: '9556' }, ['home/wardCode pattern']],
    [{ ...homeInHaDong, provinceCode: '99' }, ['home/provinceCode option']],
    [{ ...homeInHaDong, provinceCode: 1 }, ['home/provinceCode type']],
    [{ ...homeInHaDong, provinceCode: '33', wardCode: '12619' }, []],
    [{ ...homeInHaDong, districtCode: '268' }, ['home/districtCode unknownField']],
    [{ ...homeInHaDong, countryCode: 'VNM' }, ['home/countryCode pattern']],
    [{ countryCode: 'FR', detail: '1 rue Exemple' }, []],
    [{ ...homeInHaDong, countryCode: 'FR' }, ['home/provinceCode notVisible', 'home/wardCode notVisible']],
    [{ ...homeInHaDong, detail: 'x'.repeat(10_000) }, ['home/detail max']],
    [{ detail: 'x' }, ['home/countryCode required']],
    [{}, ['home required']],
    [{ countryCode: null, detail: ' ' }, ['home required']],
  ])('in an address: %j', (home, problems) => {
    expect(problemsOf({ home })).toEqual(problems);
  });

  it.each([
    ['personName', 'playerName', 'max'],
    ['email', 'playerEmail', 'max'],
    ['longText', 'why', 'max'],
    ['phone', 'playerPhone', 'max'],
    ['personalId', 'playerId', 'max'],
    ['file', 'photo', 'max'],
  ])('of 10 000 characters for a %s', (_, field, code) => {
    expect(problemsOf({ [field]: 'a'.repeat(10_000) })).toEqual([`${field} ${code}`]);
  });

  it('outside the options', () => {
    expect(problemsOf({ playerGender: 'toString', hobbies: ['singles', 'chess', 'singles'] })).toEqual([
      'playerGender option',
      'hobbies max',
      'hobbies/1 option',
      'hobbies option',
    ]);
  });

  it('under names every object carries', () => {
    const input: unknown = JSON.parse(
      JSON.stringify(aMember).replace(
        '{',
        '{"__proto__": {"kind": "guest"}, "constructor": "x", "toString": 1, "hasOwnProperty": 2,',
      ),
    );
    const { problems } = evaluate(clubDefinition, input, {
      today,
      attachments: ['photoId', '__proto__', 'constructor'],
    });
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      '__proto__ unknownField',
      'constructor unknownField',
      'hasOwnProperty unknownField',
      'toString unknownField',
      '__proto__ unknownAttachment',
      'constructor unknownAttachment',
    ]);
    expect(Object.prototype).not.toHaveProperty('kind');
  });

  it.each([undefined, null])('that are %j altogether are just missing', (input) => {
    expect(evaluate(clubDefinition, input, { today }).problems[0]).toEqual({ field: 'playerName', code: 'required' });
  });

  it.each(['answers', 5, [], [aMember], true])('that are no object: %j', (input) => {
    expect(evaluate(clubDefinition, input, { today }).problems[0]).toEqual({ field: '', code: 'type' });
  });

  it('of any shape become coded problems and never an exception', () => {
    const keys = clubDefinition.procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key));
    const anyAnswers = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.jsonValue());
    const codes =
      /^(required|type|pattern|min|max|option|notVisible|unknownField|unknownAttachment|attachmentRequired|rule:\w+)$/;
    fc.assert(
      fc.property(anyAnswers, fc.array(fc.string()), (answers, attachments) => {
        const { problems, warnings } = evaluate(clubDefinition, { ...aMember, ...answers }, { today, attachments });
        return [...problems, ...warnings].every(({ code }) => codes.test(code));
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
  });

  it('are judged on a day, and only on a day', () => {
    expect(() => evaluate(clubDefinition, aMember, { today: '22/11/2026' })).toThrow(RangeError);
  });
});
