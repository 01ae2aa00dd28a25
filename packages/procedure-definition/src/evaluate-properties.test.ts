import fc from 'fast-check';
import { clubDefinition, today } from '../test/club-definition.js';
import { aMember, homeInHaDong } from '../test/tennis-club.js';
import { evaluate, normaliseAnswers } from './evaluate.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const fieldKeys = clubDefinition.procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key));
const codes =
  /^(required|type|pattern|min|max|option|notVisible|unknownField|unknownAttachment|attachmentRequired|rule:\w+)$/;

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
  fc.constantFrom(' Nguyễn Án '.normalize('NFD'), '\u2003', '\ufeffx', '\u0301a', 'Å', '\u1100\u1161', '2020-02-02'),
);
const keys = fc.oneof(
  fc.constantFrom('countryCode', 'provinceCode', 'wardCode', 'detail', 'childName', 'childDob', '__proto__', 'length'),
  fc.string(),
);
const anyJson = fc.letrec<{ any: unknown; list: unknown[]; record: Record<string, unknown> }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: texts },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 1.5, 2 ** 60, '', 'yes', 'family') },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constant(homeInHaDong) },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: tie('record') },
  ),
  list: fc.array(tie('any'), { maxLength: 4 }),
  record: fc.dictionary(keys, tie('any'), { maxKeys: 4 }),
})).any;
const answerSets = fc
  .tuple(fc.dictionary(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fieldKeys) }, keys), anyJson), fc.boolean())
  .map(([answers, fromMember]): Record<string, unknown> => (fromMember ? { ...aMember, ...answers } : answers));

describe('evaluate', () => {
  it('answers any JSON with coded problems and places, and never throws', () => {
    const cases = fc.oneof({ weight: 3, arbitrary: answerSets }, anyJson, fc.jsonValue({ noUnicodeString: false }));
    const channel = fc.constantFrom('online' as const, 'inPerson' as const, 'post' as const);
    fc.assert(
      fc.property(cases, fc.array(keys), channel, (answers, attachments, by) => {
        const { problems, warnings } = evaluate(clubDefinition, answers, { today, attachments, channel: by });
        for (const { code, path = '/x' } of [...problems, ...warnings]) {
          expect(code).toMatch(codes);
          expect(path).toMatch(/^(\/([^~]|~[01])*)+$/su);
        }
      }),
      { numRuns: 3_000, seed },
    );
  });

  it('says the same whatever the order of keys, at any depth', () => {
    fc.assert(
      fc.property(answerSets, fc.nat(), (answers, turn) => {
        expect(evaluate(clubDefinition, reordered(answers, turn), { today })).toEqual(
          evaluate(clubDefinition, answers, { today }),
        );
      }),
      { numRuns: 2_000, seed },
    );
  });

  it('is not disturbed by JSON nested a hundred thousand deep', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    for (const key of fieldKeys) expect(() => evaluate(clubDefinition, { [key]: deep, deep }, { today })).not.toThrow();
  });

  afterAll(() => {
    process.stdout.write(`seed ${seed}\n`);
  });
});

describe('the normal form of answers', () => {
  it('is reached at once', () => {
    fc.assert(
      fc.property(answerSets, (answers) => {
        const once = normaliseAnswers(clubDefinition, answers);
        expect(normaliseAnswers(clubDefinition, once)).toEqual(once);
      }),
      { numRuns: 2_000, seed },
    );
  });

  it('is judged like what was typed, but for what no field is called', () => {
    fc.assert(
      fc.property(answerSets, (answers) => {
        const typed = evaluate(clubDefinition, answers, { today });
        const normal = evaluate(clubDefinition, normaliseAnswers(clubDefinition, answers), { today });
        const known = typed.problems.filter(({ code, path }) => code !== 'unknownField' || path !== undefined);
        expect(normal).toEqual({ ...typed, problems: known });
      }),
      { numRuns: 1_000, seed },
    );
  });
});

function reordered(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => reordered(entry, turn));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reordered(part, turn)] as const);
  const at = entries.length === 0 ? 0 : turn % entries.length;
  return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)].reverse());
}
