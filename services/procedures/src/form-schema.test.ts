import { toJsonSchema } from '@motcua/procedure-definition';
import fc from 'fast-check';
import { clubDefinition } from '../../../packages/procedure-definition/test/club-definition.js';
import { aMember } from '../../../packages/procedure-definition/test/tennis-club.js';
import { answerSets } from '../test/answer-sets.js';
import { disagreementAbout, getValidator } from '../test/agreement.js';
import { definitions, getDefinition, mutate, samples } from '../test/sample-applications.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const setsPerProcedure = 2_000;
const aFamily = {
  ...aMember,
  kind: 'family',
  rackets: 2,
  children: [{ childName: 'Bi', childDob: '2020-01-01' }],
};

describe('a form as JSON Schema', () => {
  it.each([...definitions.keys()])('%s is a strict 2020-12 schema that names the form of answers it judges', (code) => {
    const { $schema, $comment } = toJsonSchema(getDefinition(code));
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect($comment).toContain('normal form');
    expect(getValidator(getDefinition(code))).toBeDefined();
  });

  it('accepts the accepted applications', () => {
    for (const { id, procedureCode, answers } of samples.filter(({ valid }) => valid)) {
      expect([id, ...getValidator(getDefinition(procedureCode)).complaintsAbout(answers).keys()]).toEqual([id]);
    }
  });

  it('finds fault with the same answers as the engine, in every sample and every spoilt one', () => {
    const spoilt = samples.flatMap((sample) => [
      { code: sample.procedureCode, what: sample.id, ...sample },
      ...mutate(sample),
    ]);
    const disagreeing = spoilt.filter(({ code, answers }) => disagreementAbout(getDefinition(code), answers) !== null);
    expect(disagreeing.map(({ what }) => what)).toEqual([]);
    expect(spoilt.length).toBeGreaterThan(2_000);
  });
});

describe('what a schema leaves to the service', () => {
  const listed = [...definitions.values()].map(getValidator);
  const rules = listed.flatMap(({ notExpressed }) => notExpressed.filter(({ code }) => code.startsWith('rule:')));

  it('is every rule but those that hang on one answer and refuse', () => {
    const names = new Set(rules.map(({ code }) => code.slice('rule:'.length)));
    const all = [...definitions.values()].flatMap(({ procedure }) => procedure.rules);
    expect(
      all
        .filter(({ key }) => !names.has(key))
        .map(({ key, type }) => `${type} ${key}`)
        .sort(),
    ).toEqual([
      'dateBefore before2016',
      'equalsWhen longAgoEvidence',
      'equalsWhen marriageOneCopy',
      'equalsWhen noParentsAbandoned',
      'notOption brideNotMarried',
      'notOption deathNotSelf',
      'notOption groomNotMarried',
      'notOption refuseMarriedForMarriage',
    ]);
    expect(rules).toHaveLength(all.length - 8);
  });

  it('has a reason: it moves with the day, compares two answers or only warns', () => {
    const byReason = (reason: string) => rules.filter((rule) => rule.reason === reason);
    expect(byReason('onlyWarns').every(({ severity }) => severity === 'warning')).toBe(true);
    expect(byReason('comparesAnswers').every(({ fields }) => fields.length > 1)).toBe(true);
    expect(byReason('today').map(({ code }) => code)).toHaveLength(6);
  });

  it('beside rules is a bound that moves with today, and the units in force on the day', () => {
    const others = listed.flatMap(({ notExpressed }) => notExpressed.filter(({ code }) => !code.startsWith('rule:')));
    const kinds = others.map(({ code, path, message }) =>
      code === 'option' ? `option ${path?.split('/').at(-1) ?? ''}` : `${code} ${message.split(' ').at(-1) ?? ''}`,
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'max today',
      'max today-12y',
      'min today-6y',
      'option provinceCode',
      'option wardCode',
    ]);
    const member = { fields: ['householdMembers'], field: 'householdMembers', path: '/*/memberDob', reason: 'today' };
    expect(getValidator(getDefinition('2.000986')).notExpressed).toContainEqual(
      expect.objectContaining({ ...member, code: 'max' }),
    );
  });
});

describe(`schema and engine agree on ${setsPerProcedure} generated sets of answers`, () => {
  const table: string[] = [];

  // The club has what no form of the catalogue has: several choices, files, sections shown by conditions.
  const forms = [...definitions, ['the tennis club', clubDefinition] as const];

  it.each(forms)('of %s', (name, definition) => {
    const begun = definition === clubDefinition ? [aMember, aFamily] : undefined;
    const seen = { sets: 0, accepted: 0, complaints: 0, fields: new Set<string>() };
    const startedAt = performance.now();
    fc.assert(
      fc.property(answerSets(definition, seed, begun), (answers) => {
        const complaints = getValidator(definition).complaintsAbout(answers);
        expect(disagreementAbout(definition, answers, complaints)).toBeNull();
        seen.sets += 1;
        if (complaints.size === 0) seen.accepted += 1;
        seen.complaints += complaints.size;
        for (const place of complaints.keys()) seen.fields.add(place.split('/')[0] ?? '');
      }),
      { numRuns: setsPerProcedure, seed },
    );
    const known = definition.procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key));
    const spoiltFields = known.filter((key) => seen.fields.has(key)).length;
    table.push(
      `${name}: ${seen.sets} sets, ${seen.accepted} accepted, ${seen.complaints} problems in ${spoiltFields} of ` +
        `${known.length} fields, ${Math.round(performance.now() - startedAt)} ms`,
    );
    expect(seen.sets).toBe(setsPerProcedure);
    // Neither all wrong nor all right would show anything.
    expect(seen.accepted).toBeGreaterThan(setsPerProcedure / 20);
    expect(spoiltFields).toBeGreaterThan(known.length * 0.9);
  });

  afterAll(() => {
    process.stdout.write(`seed ${seed}\n${table.join('\n')}\n`);
  });
});
