import { readdirSync, readFileSync } from 'node:fs';
import { evaluate, type Evaluation, type ProcedureDefinition } from '@motcua/procedure-definition';
import { addDays } from '@motcua/vietnam';
import { z } from 'zod';
import { catalogueFolder, readCatalogue } from './read-catalogue.js';

const today = '2026-11-22';
const Expected = z.array(z.object({ field: z.string(), code: z.string() }));
const Sample = z.object({
  id: z.string(),
  procedureCode: z.string(),
  valid: z.boolean(),
  answers: z.record(z.string(), z.unknown()),
  attachments: z.array(z.string()),
  expectedProblems: Expected,
  expectedWarnings: Expected,
});

const definitions = readDefinitions();
const samples = readdirSync(`${catalogueFolder}samples`).map((name) =>
  Sample.parse(JSON.parse(readFileSync(`${catalogueFolder}samples/${name}`, 'utf8'))),
);

describe('the sample applications', () => {
  it('are sixteen, two of each procedure', () => {
    expect(samples).toHaveLength(16);
    expect(new Set(samples.map(({ procedureCode }) => procedureCode)).size).toBe(8);
  });

  it.each(samples.map((sample) => [sample.id, sample] as const))(
    '%s has exactly the problems it should',
    (_, sample) => {
      const { problems, warnings } = judge(sample.procedureCode, sample.answers, sample.attachments);
      expect(asSet(problems)).toEqual(asSet(sample.expectedProblems));
      expect(asSet(warnings)).toEqual(asSet(sample.expectedWarnings));
    },
  );

  it('change their verdict with nearly every answer: no single mistake passes unseen', () => {
    const mutations = samples.filter(({ valid }) => valid).flatMap(mutate);
    const unseen = mutations.filter(
      ({ code, answers, attachments }) => judge(code, answers, attachments).problems.length === 0,
    );
    expect(unseen.map(({ what }) => what)).toEqual([]);
    expect(mutations.length).toBeGreaterThan(1200);
  });
});

describe('the fees of the catalogue', () => {
  const total = (...about: Parameters<typeof judge>) =>
    judge(...about).fees.reduce((sum, { totalVnd }) => sum + (totalVnd ?? 0), 0);
  const copies = (count: number) => ({ wantCopies: 'yes', copyCount: count });

  it('charge a late birth at the desk, not online, and always one of the two birth fees', () => {
    const keys = (days: number, channel?: 'inPerson') => {
      const { fees } = judge('2.000986', { childDob: addDays(today, -days) }, [], channel);
      return fees.map(({ key, totalVnd }) => `${key} ${totalVnd}`);
    };
    expect(keys(60, 'inPerson')).toEqual(['birthRegistration 0']);
    expect(keys(61, 'inPerson')).toEqual(['birthLate 5000']);
    expect(keys(61)).toEqual(['birthLate 0']);
    const poor = judge('2.000986', { childDob: addDays(today, -61), feeExemption: 'poor' }, [], 'inPerson');
    expect(poor.fees).toMatchObject([{ key: 'birthLate', totalVnd: 0, exemption: 'poor' }]);
  });

  it('never charge the child its residence or insurance', () => {
    const all = { interlinkScope: 'birthResidenceInsurance', childDob: today };
    for (const channel of ['online', 'inPerson', 'post'] as const) expect(total('2.000986', all, [], channel)).toBe(0);
  });

  it('charge 8 000 đồng a copy', () => {
    expect(total('2.000986', { ...copies(2) }) + total('2.002622', copies(1))).toBe(24_000);
    expect(total('1.000894', copies(2))).toBe(16_000);
    const byPost = judge('2.000635', { copyCount: 1, receiveMethod: '2' }).fees;
    expect(byPost).toMatchObject([
      { key: 'extractCopy', totalVnd: 8_000 },
      { key: 'postage', totalVnd: null },
    ]);
  });
});

describe('the steps of the catalogue', () => {
  it('let an opened verification hold back the register', () => {
    const verifying = [...definitions.values()].filter(({ procedure }) =>
      procedure.steps.some(({ key }) => key === 'verify'),
    );
    expect(verifying).toHaveLength(5);
    for (const { procedure } of verifying) {
      expect(procedure.steps.find(({ key }) => key === 'register')?.dependsOn).toContain('verify');
    }
  });

  it('return a changed guardianship only once the new guardian is registered', () => {
    const stepsOf = (changeKind: string) =>
      new Map(judge('1.004845', { changeKind }).steps.map((step) => [step.key, step]));
    expect(stepsOf('change').get('return')?.dependsOn).toEqual(['sign', 'registerNew']);
    expect(stepsOf('change').get('registerNew')?.optional).toBe(false);
    expect(stepsOf('terminate').get('return')?.dependsOn).toEqual(['sign']);
    expect(judge('1.004845', { changeKind: 'change' }).timeLimit.workingDays).toBe(5);
  });

  it('are numbered without gaps', () => {
    for (const { procedure } of definitions.values()) {
      expect(procedure.steps.map(({ order }) => order)).toEqual(procedure.steps.map((_, at) => at + 1));
    }
  });

  it('add up to the promised days along the longest path of a birth', () => {
    const { steps, timeLimit } = judge('2.000986', { interlinkScope: 'birthResidenceInsurance' });
    const byKey = new Map(steps.map((step) => [step.key, step]));
    const days = (key: string): number => {
      const step = byKey.get(key);
      return (step?.workingDays ?? 0) + Math.max(0, ...(step?.dependsOn ?? []).map(days));
    };
    expect(days('collect')).toBe(5);
    expect(timeLimit).toEqual({ workingDays: 5, sameDay: false, cutoff: '15:00', withVerificationWorkingDays: null });
    expect(judge('1.000894', {}).timeLimit).toMatchObject({ sameDay: true, withVerificationWorkingDays: 5 });
  });
});

interface Mutation {
  readonly what: string;
  readonly code: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly attachments: readonly string[];
}

/** Every way to spoil one field of an accepted application that must not pass. */
function mutate({ id, procedureCode, answers, attachments }: z.infer<typeof Sample>): readonly Mutation[] {
  const definition = getDefinition(procedureCode);
  const { visibleFields, requiredFields } = judge(procedureCode, answers, attachments);
  const spoil = (key: string, how: string, value: unknown): Mutation => ({
    what: `${id} ${key} ${how}`,
    code: procedureCode,
    answers: { ...answers, [key]: value },
    attachments,
  });
  const fields = definition.procedure.form.sections.flatMap((section) => section.fields);
  const spoiled = fields.flatMap(({ key, type }) => {
    if (!visibleFields.includes(key)) return [spoil(key, 'hidden', 'answered')];
    const required = requiredFields.includes(key) ? [spoil(key, 'missing', undefined), spoil(key, 'empty', '')] : [];
    const wrong = [spoil(key, 'of a wrong type', type === 'number' ? 'three' : 3)];
    if (type === 'repeatable' || type === 'number') return [...required, ...wrong];
    return [...required, ...wrong, spoil(key, 'wrong or too long', '\u0000'.repeat(10_001))];
  });
  const papers = attachments.map((paper) => ({
    what: `${id} without ${paper}`,
    code: procedureCode,
    answers,
    attachments: attachments.filter((key) => key !== paper),
  }));
  return [...spoiled, ...papers, spoil('stranger', 'unknown', 'x')];
}

function judge(
  code: string,
  answers: object,
  attachments: readonly string[] = [],
  channel: 'online' | 'inPerson' | 'post' = 'online',
): Evaluation {
  return evaluate(getDefinition(code), answers, { today, attachments, channel });
}

function getDefinition(code: string): ProcedureDefinition {
  const definition = definitions.get(code);
  if (!definition) throw new Error(`no procedure ${code}`);
  return definition;
}

function readDefinitions(): ReadonlyMap<string, ProcedureDefinition> {
  const catalogue = readCatalogue();
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.problems));
  return new Map(catalogue.definitions.map((definition) => [definition.procedure.code, definition]));
}

function asSet(problems: readonly { field: string; code: string }[]): readonly string[] {
  return [...new Set(problems.map(({ field, code }) => `${field} ${code}`))].sort();
}
