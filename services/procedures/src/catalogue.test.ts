import { addDays } from '@motcua/vietnam';
import { definitions, getSample, judge, mutate, samples, today } from '../test/sample-applications.js';

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

  it('let no single spoilt answer pass unseen', () => {
    const mutations = samples.filter(({ valid }) => valid).flatMap(mutate);
    const unseen = mutations.filter(
      ({ code, answers, attachments }) => judge(code, answers, attachments).problems.length === 0,
    );
    expect(unseen.map(({ what }) => what)).toEqual([]);
    expect(mutations.length).toBeGreaterThan(1200);
  });
});

describe('the largest form', () => {
  it('is judged within a millisecond', () => {
    const { procedureCode, answers, attachments } = getSample('2.000986-3');
    const timesMs = Array.from({ length: 1_001 }, () => {
      const startedAt = performance.now();
      judge(procedureCode, answers, attachments);
      return performance.now() - startedAt;
    }).sort((one, other) => one - other);
    const [median = Infinity, p99 = Infinity] = [timesMs[500], timesMs[990]];
    process.stdout.write(`largest form: median ${median.toFixed(4)} ms, p99 ${p99.toFixed(4)} ms\n`);
    expect(median).toBeLessThan(1);
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
    expect(timeLimit).toEqual({
      workingDays: 5,
      sameDay: false,
      cutoff: '15:00',
      withVerificationWorkingDays: null,
      supplementClock: 'pause',
    });
    expect(judge('1.000894', {}).timeLimit).toMatchObject({ sameDay: true, withVerificationWorkingDays: 5 });
  });
});

function asSet(problems: readonly { field: string; code: string }[]): readonly string[] {
  return [...new Set(problems.map(({ field, code }) => `${field} ${code}`))].sort();
}
