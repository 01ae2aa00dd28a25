import { addDays, loadNationalCalendar } from '@motcua/vietnam';
import { definitions, getDefinition, getSample, samples, today } from '../test/sample-applications.js';
import { requirementsOf, type KnownSoFar } from './domain/requirements.js';

const calendar = loadNationalCalendar();
const acceptedAt = new Date(`${today}T09:00:00+07:00`);
const ask = (code: string, answers: unknown, more: Partial<KnownSoFar> = {}) =>
  requirementsOf(getDefinition(code), { answers, papers: [], channel: 'online', acceptedAt, ...more }, calendar);

describe('what somebody needs', () => {
  it('begins with every field that is shown to everybody, in the order of the form', () => {
    for (const [code, { procedure }] of definitions) {
      const { openFields, problems } = ask(code, undefined);
      const keys = procedure.form.sections.flatMap(({ fields }) => fields.map(({ key }) => key));
      const positions = openFields.map(({ key }) => keys.indexOf(key));
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      const required = openFields.filter((field) => field.required).map(({ key }) => key);
      expect(required.length).toBeGreaterThan(5);
      expect(problems.filter((problem) => problem.code === 'required').map(({ field }) => field)).toEqual(required);
    }
  });

  it('is nothing more once an application is complete, but for what may be left empty', () => {
    for (const { id, procedureCode, answers, attachments } of samples.filter(({ valid }) => valid)) {
      const { problems, openFields, dueDate } = ask(procedureCode, answers, { papers: attachments });
      expect([id, problems, openFields.filter(({ required }) => required)]).toEqual([id, [], []]);
      expect(dueDate.dueAt.getTime()).toBeGreaterThan(acceptedAt.getTime());
    }
  });

  it('follows the answers: fields, papers, fees and steps', () => {
    const alone = ask('2.000986', { interlinkScope: 'birthOnly' });
    const all = ask('2.000986', { interlinkScope: 'birthResidenceInsurance', childDob: addDays(today, -61) });
    const stepsOf = ({ steps }: typeof alone) => steps.map(({ key }) => key);
    expect(stepsOf(alone)).not.toContain('registerResidence');
    expect(stepsOf(all)).toEqual(expect.arrayContaining(['registerResidence', 'issueInsurance']));
    expect(all.openFields.map(({ key }) => key)).not.toContain('childDob');
    expect(all.openFields.length).toBeGreaterThan(alone.openFields.length);
    const late = ask('2.000986', { childDob: addDays(today, -61) }, { channel: 'inPerson' });
    expect([all.feeTotalVnd, late.feeTotalVnd]).toEqual([0, 5_000]);
    expect(all.warnings).toMatchObject([{ path: 'childDob', code: 'rule:lateBirth' }]);
    const witnessed = ask('2.000986', { birthProofType: 'witness' }, { papers: ['birthUndertaking'] });
    const needed = witnessed.papers.map(({ key, required, provided }) => `${key} ${required} ${provided}`);
    expect(needed.slice(0, 2)).toEqual(['witnessStatement true false', 'birthUndertaking false true']);
  });

  it('leaves an answer open that counts as none', () => {
    const [valid] = samples.filter((sample) => sample.valid && sample.procedureCode === '1.000894');
    const declared = getDefinition('1.000894')
      .procedure.form.sections.flatMap(({ fields }) => fields)
      .find(({ type, required }) => type === 'boolean' && required);
    if (declared === undefined) throw new Error('no declaration in the form');
    const { openFields } = ask('1.000894', { ...valid?.answers, [declared.key]: false });
    expect(openFields).toContainEqual({
      key: declared.key,
      label: { vi: declared.labelVi, en: declared.labelEn },
      required: true,
    });
  });

  it('says problems with their places, as the desk would', () => {
    const { procedureCode, answers, attachments } = getSample('2.000986-3');
    const { problems } = ask(procedureCode, { ...answers, '': 1, copies: [{ '/': 2 }] }, { papers: attachments });
    expect(problems.map(({ field }) => field)).toEqual(expect.arrayContaining(['', 'copies', 'birthNotification']));
    for (const { message } of problems) expect([message.vi, message.en]).not.toContain('');
  });
});

describe('who decides', () => {
  const deciders = (code: string, answers: object) =>
    ask(code, answers).decidedBy.map(({ step, results }) => [step.agency, results.map(({ en }) => en)]);

  it('is the leader who signs, in six of the eight', () => {
    const signed = ['1.000894', '1.004746', '1.004837', '1.004845', '1.004873', '2.000635'];
    for (const code of signed) {
      const { results } = getDefinition(code).procedure;
      expect(deciders(code, {})).toEqual([['leader', results.map(({ nameEn }) => nameEn)]]);
    }
  });

  it('is each agency for its own part where several work together', () => {
    expect(deciders('2.002622', {})).toEqual([
      ['leader', ['Death extract']],
      ['police', ['Population database update', 'Residence result notice', 'Residence database update']],
    ]);
    expect(deciders('2.000986', { interlinkScope: 'birthResidenceInsurance' })).toEqual([
      ['justice', ['Birth certificate']],
      ['police', ['Residence result notice', 'Residence refusal slip']],
      ['bhxh', ['Health-insurance card']],
    ]);
    expect(deciders('2.000986', { interlinkScope: 'birthInsurance' }).map(([agency]) => agency)).toEqual([
      'justice',
      'bhxh',
    ]);
  });
});

describe('a question', () => {
  it.each([[[]], ['x'], [5], [true]])('whose answers are %j is refused', (answers) => {
    expect(() => ask('2.000635', answers)).toThrow('object by field key');
  });

  it('longer than a form can be is refused, by its answers or its papers', () => {
    const long = 'a'.repeat(100_001);
    expect(() => ask('2.000635', { note: long })).toThrow('longer than a form');
    expect(() => ask('2.000635', {}, { papers: [long] })).toThrow('longer than a form');
    expect(ask('2.000635', { note: 'a'.repeat(99_000) }).problems.length).toBeGreaterThan(0);
  });

  it('is judged by the calendar and the hour it is asked for', () => {
    const due = (at: string) => ask('2.000635', {}, { acceptedAt: new Date(at) }).dueDate.dueOn;
    expect(due('2026-11-20T14:59:00+07:00')).toBe('2026-11-20');
    expect(due('2026-11-20T15:00:00+07:00')).toBe('2026-11-23');
    expect(ask('1.004845', { changeKind: 'change' }).dueDate.dueOn > ask('1.004845', {}).dueDate.dueOn).toBe(true);
  });
});
