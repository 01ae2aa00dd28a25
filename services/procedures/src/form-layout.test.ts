import { evaluate, offeredSections, toUiSchema, type ProcedureDefinition } from '@motcua/procedure-definition';
import fc from 'fast-check';
import { clubDefinition } from '../../../packages/procedure-definition/test/club-definition.js';
import { aMember } from '../../../packages/procedure-definition/test/tennis-club.js';
import { answerSets } from '../test/answer-sets.js';
import { createLayout } from '../test/form-layout.js';
import { inNormalForm } from '../test/form-validator.js';
import { definitions, getDefinition, judge, today } from '../test/sample-applications.js';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const setsPerProcedure = 300;
// The club has a section that a condition shows; no form of the catalogue has.
const forms = [...definitions, ['the tennis club', clubDefinition] as const];
const begunOf = (definition: ProcedureDefinition) => (definition === clubDefinition ? [aMember] : undefined);

describe('a form as JSON Forms UI schema', () => {
  it.each(forms)('shows for %s each control once, in the order of the form', (_, definition) => {
    const { controls, itemControls } = createLayout(definition);
    const fields = offeredSections(definition.procedure).flatMap((section) => section.fields);
    expect(controls).toEqual(fields.map(({ key }) => key));
    for (const field of fields) {
      const items = field.type === 'repeatable' ? field.itemFields.map(({ key }) => key) : undefined;
      expect([field.key, itemControls[field.key]]).toEqual([field.key, items]);
    }
  });

  it.each(forms)(`shows for %s what the engine asks for, in ${setsPerProcedure} sets`, (_, definition) => {
    const layout = createLayout(definition);
    fc.assert(
      fc.property(answerSets(definition, seed, begunOf(definition)), (answers) => {
        const { visibleFields } = evaluate(definition, answers, { today });
        expect(layout.shownFor(inNormalForm(definition, answers))).toEqual(visibleFields);
      }),
      { numRuns: setsPerProcedure, seed },
    );
  });

  it('says the same in both languages, but for the labels', () => {
    const layoutIn = (language: 'vi' | 'en') => JSON.stringify(toUiSchema(getDefinition('2.000986'), language));
    const withoutLabels = (layout: string) => layout.replace(/"label":"[^"]*"/g, '');
    expect(withoutLabels(layoutIn('en'))).toBe(withoutLabels(layoutIn('vi')));
    expect(layoutIn('en')).not.toBe(layoutIn('vi'));
  });
});

describe('what lies beyond the guide', () => {
  it.each([
    ['a field', '2.000986', { requestChildIdCard: 'yes' }, 'requestChildIdCard notVisible'],
    ['a whole section', '2.002622', { benefitBankName: 'Mẫu' }, 'benefitBankName notVisible'],
    ['an option', '2.002622', { interlinkScope: 'deathResidenceFuneral' }, 'interlinkScope option'],
    ['another option', '2.000635', { extractType: 'adoption' }, 'extractType option'],
  ])('is refused: %s of %s', (_, code, answers, problem) => {
    expect(judge(code, answers).problems.map((each) => `${each.field} ${each.code}`)).toContainEqual(problem);
  });

  afterAll(() => {
    process.stdout.write(`seed ${seed}\n`);
  });
});
