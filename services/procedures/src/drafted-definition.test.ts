import { loadNationalCalendar } from '@motcua/vietnam';
import { Refusal } from '@motcua/service-kit/pure';
import { definitions, getDefinition, getSample, samples, today } from '../test/sample-applications.js';
import { changedDays, loadCalendar, publishCalendar } from './domain/calendar.js';
import {
  aboutDraft,
  listsFor,
  parseDraft,
  readDraftSource,
  strandedSteps,
  withinReason,
} from './domain/drafted-definition.js';
import { inForce, takenEffect, type PublishedVersion } from './domain/published-version.js';
import { checkSamples } from './domain/sample-check.js';

const published = (code: string, version: number, at: string, change: object = {}): PublishedVersion => {
  const { procedure, ...lists } = getDefinition(code);
  return {
    ...{ id: `prv_${code}@${version}`, procedureId: `prc_${code}`, code, version, publishedAt: new Date(at) },
    ...{ effectiveFrom: procedure.effectiveFrom, retiredFrom: null, definition: { procedure, ...lists, ...change } },
  };
};

describe('a drafted definition', () => {
  it.each([[], 'text', 5, null, true, undefined])('is an object, not %j', (definition) => {
    expect(codeOf(() => readDraftSource({ definition }))).toBe('DEFINITION_NOT_AN_OBJECT');
  });

  it('has a size, with its lists', () => {
    const definition = { note: 'x'.repeat(299_000) };
    expect(codeOf(() => readDraftSource({ definition }))).toBeNull();
    expect(codeOf(() => readDraftSource({ definition, agencies: { x: 'y'.repeat(1_000) } }))).toBe(
      'DEFINITION_TOO_LARGE',
    );
    for (const { procedure, ...lists } of definitions.values()) {
      const body = JSON.stringify({ variables: { input: { definition: procedure } } });
      expect(Buffer.byteLength(body)).toBeLessThan(70_000);
      expect(codeOf(() => readDraftSource({ definition: procedure, ...lists }))).toBeNull();
    }
  });

  it('says its code and number, as far as it does', () => {
    const about = (definition: object) => aboutDraft(readDraftSource({ definition }).source);
    expect(about({ code: '2.000986', version: 3 })).toEqual({ procedureCode: '2.000986', version: 3 });
    for (const definition of [
      {},
      { code: 5, version: 'x' },
      { code: 'x'.repeat(99), version: 1.5 },
      { version: 2 ** 40 },
    ]) {
      expect(about(definition)).toEqual({ procedureCode: null, version: null });
    }
  });

  it('is read by its own lists, then by those of its procedure, then by the newest of the others', () => {
    const named = (labelVi: string) => ({ optionSets: { gender: { ...gender, labelVi } } });
    const gender = getDefinition('2.000986').optionSets['gender'];
    const versions = [
      published('2.000986', 1, '2026-01-01T00:00:00Z', named('own')),
      published('1.000894', 2, '2026-03-01T00:00:00Z', named('newest')),
      published('1.000894', 1, '2026-02-01T00:00:00Z', named('older')),
    ];
    const listed = (code: string) => listsFor(code, versions).optionSets as Record<string, { labelVi: string }>;
    expect(listed('2.000986')['gender']?.labelVi).toBe('own');
    expect(listed('1.004746')['gender']?.labelVi).toBe('newest');
    const { procedure, optionSets, agencies } = getDefinition('2.000986');
    const { source } = readDraftSource({ definition: procedure, ...named('given') });
    const parsed = parseDraft(source, { optionSets, agencies });
    expect(parsed.ok && parsed.definition.optionSets['gender']?.labelVi).toBe('given');
    expect(parsed.ok && Object.keys(parsed.definition.optionSets)).toEqual(Object.keys(optionSets));
  });

  it('gives no step to an agency that nobody answers for, unless it is opened when needed', () => {
    const versions = [...definitions.keys()].map((code) => published(code, 1, '2026-01-01T00:00:00Z'));
    for (const definition of definitions.values()) expect(strandedSteps(definition, versions)).toEqual([]);
    const { procedure, ...lists } = getDefinition('1.000894');
    const given = (optional: boolean) => {
      const steps = procedure.steps.map((step, n) => (n === 1 ? { ...step, agency: 'otherWard', optional } : step));
      return strandedSteps({ ...lists, procedure: { ...procedure, steps } }, versions);
    };
    expect(given(false)).toMatchObject([{ path: '/steps/1/agency', code: 'agencyWithoutPlace' }]);
    expect(given(true)).toEqual([]);
  });

  it('has no more problems than anybody reads', () => {
    const problems = Array.from({ length: 2_003 }, (_, n) => ({ path: `/${n}`, code: 'unknownKey', message: 'x' }));
    expect(withinReason(problems.slice(0, 2_000))).toHaveLength(2_000);
    expect(withinReason(problems).at(-1)).toEqual({ path: '', code: 'more', message: 'and 3 more' });
  });
});

describe('sample applications', () => {
  it('of the catalogue are judged as expected, each by its procedure', () => {
    for (const sample of samples) {
      const judged = checkSamples(getDefinition(sample.procedureCode), [sample], today);
      expect(judged).toEqual([]);
    }
  });

  it('that are judged otherwise are told with fields and codes, never with answers', () => {
    const sample = getSample('2.000986-3');
    const expectedProblems = [...sample.expectedProblems.slice(1), { field: 'nobody', code: 'required' }];
    const [problem] = checkSamples(getDefinition('2.000986'), [{ ...sample, expectedProblems }], today);
    const missed = sample.expectedProblems[0];
    expect(problem).toMatchObject({ path: 'samples/0', code: 'notAsExpected' });
    expect(problem?.message).toContain('expected and not found: nobody required');
    expect(problem?.message).toContain(`found and not expected: ${missed?.field ?? ''} ${missed?.code ?? ''}`);
    expect(problem?.message).not.toMatch(/Mẫu|\d{9}/);
    const warned = checkSamples(getDefinition('2.000986'), [{ ...sample, expectedWarnings: [] }], today);
    expect(warned).toMatchObject([{ message: expect.stringMatching(/^warnings .*rule:lateBirth$/) }]);
  });

  it.each<[string, unknown]>([
    ['a sample is an object', 5],
    ['a sample is an object', []],
    ['answers: an object is expected', {}],
    ['answers: an object is expected', { answers: [] }],
    ['the sample is of another procedure', { answers: {}, procedureCode: '1.000894' }],
    ['attachments: a list of keys is expected', { answers: {}, attachments: [5] }],
    ['channel: one of inPerson, online, post is expected', { answers: {}, channel: 'fax' }],
    ['today: a day is expected', { answers: {}, today: '2026-02-30' }],
    ['expectedProblems: a list of {field, code} is expected', { answers: {}, expectedProblems: [{ field: 'x' }] }],
    ['expectedWarnings: a list of {field, code} is expected', { answers: {}, expectedWarnings: 'none' }],
  ])('that are none: %s', (message, sample) => {
    const judged = checkSamples(getDefinition('2.000635'), [sample], today);
    expect(judged).toEqual([{ path: 'samples/0', code: 'badSample', message }]);
  });

  it('may be absent, and are a list', () => {
    const definition = getDefinition('2.000635');
    expect([checkSamples(definition, null, today), checkSamples(definition, undefined, today)]).toEqual([[], []]);
    expect(checkSamples(definition, {}, today)).toMatchObject([{ path: 'samples', code: 'type' }]);
  });
});

describe('a retired procedure', () => {
  const ended = [{ ...published('2.000635', 1, '2026-01-01T00:00:00Z'), retiredFrom: '2026-12-01' }];
  it('is offered until the day before, and spoken of for ever', () => {
    expect([inForce(ended, '2026-11-30'), inForce(ended, '2026-12-01')]).toEqual([ended, []]);
    expect(takenEffect(ended, '2036-12-01')).toEqual(ended);
  });
});

describe('days off', () => {
  const calendar = loadNationalCalendar();
  it('that became something else are told, in order', () => {
    expect(changedDays(calendar, calendar)).toEqual([]);
    const [first, second, ...others] = calendar.days;
    if (first === undefined || second === undefined) throw new Error('the calendar has no days');
    const renamed = { ...second, nameVi: 'Tên khác' };
    const added = { ...first, day: '2027-03-03' };
    expect(changedDays(calendar, { ...calendar, days: [renamed, ...others, added] })).toEqual([
      first.day,
      '2027-03-03',
    ]);
    const sundaysOnly = changedDays(calendar, { ...calendar, weekend: ['sunday'] });
    expect(sundaysOnly.length).toBeGreaterThan(45 * calendar.years.length);
    expect(sundaysOnly).toEqual([...sundaysOnly].sort());
  });

  it('in the files are left alone once later ones were announced', () => {
    const state = { status: 'PUBLISHED', asOf: '2026-12-01', json: '1' } as const;
    expect(loadCalendar(state, { asOf: '2026-11-22', json: '2' })).toEqual([]);
    expect(codeOf(() => publishCalendar(state, { asOf: '2026-11-22', json: '2' }))).toBe('CALENDAR_NOT_LATER');
    expect(codeOf(() => loadCalendar(state, { asOf: '2026-12-01', json: '2' }))).toBe('CALENDAR_NOT_LATER');
  });
});

function codeOf(refused: () => unknown): string | null {
  try {
    refused();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
