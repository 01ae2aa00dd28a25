import { Refusal } from '@motcua/service-kit/pure';
import { mayPublish, requireCatalogueAdmin, type Visitor } from './access.js';
import {
  beginPublication,
  finishPublication,
  finishReplacement,
  procedureDraftAggregate,
  recordCheck,
  replaceDraft,
  writeDraft,
  type Drafted,
  type ProcedureDraftFact,
  type ProcedureDraftState,
} from './procedure-draft.js';
import { retire, retirementAggregate } from './retirement.js';

const at = new Date('2026-11-23T02:00:00Z');
const drafted: Drafted = {
  ...{ draftedBy: 'admin-a', draftedAt: at, procedureCode: '9.000001', version: 2 },
  ...{ sourceHash: 'source', problemsHash: 'problems' },
};
const frozen = { checkedAt: at, contentHash: 'content', procedureCode: '9.000001', version: 2 };
const asked = {
  admin: { kind: 'catalogue-admin', id: 'admin-b' },
  ...{ effectiveFrom: '2026-12-01', today: '2026-11-23', published: [1], retiredFrom: null },
} as const;

const after = (state: ProcedureDraftState, facts: readonly ProcedureDraftFact[]): ProcedureDraftState =>
  facts.reduce((before, fact) => procedureDraftAggregate.evolve(before, fact), state);

const none = procedureDraftAggregate.initial;
const draft = after(none, writeDraft(none, drafted));
const failed = after(draft, recordCheck(draft, { passed: false, problemsHash: 'samples' }));
const checked = after(failed, recordCheck(failed, { passed: true, problemsHash: 'none', frozen }));
const publishing = after(checked, beginPublication(checked, asked));
const published = after(publishing, finishPublication(publishing, false));
const replaced = after(checked, replaceDraft(checked, 'pdr_2', { ...drafted, sourceHash: 'other' }));
const states = { none, draft, failed, checked, publishing, published, replaced };

describe('a draft', () => {
  it('goes from state to state and keeps what it is about', () => {
    expect(Object.values(states).map(({ status }) => status)).toEqual([
      ...['NONE', 'DRAFT', 'DRAFT', 'CHECKED', 'PUBLISHING', 'PUBLISHED', 'REPLACED'],
    ]);
    expect(failed).toMatchObject({ problemsHash: 'samples', draftedBy: 'admin-a' });
    expect(checked).toMatchObject({ ...drafted, ...frozen, problemsHash: 'none' });
    expect(published).toMatchObject({ ...frozen, effectiveFrom: '2026-12-01', unfinished: false });
    expect(replaced).toMatchObject({ by: 'pdr_2', unfinished: true, successor: { sourceHash: 'other' } });
  });

  it.each<[keyof typeof states, string, string, string]>([
    ['none', 'PROCEDURE_DRAFT_NOT_FOUND', 'PROCEDURE_DRAFT_NOT_FOUND', 'PROCEDURE_DRAFT_NOT_FOUND'],
    ['draft', 'done', 'done', 'PROCEDURE_DRAFT_NOT_CHECKED'],
    ['failed', 'done', 'done', 'PROCEDURE_DRAFT_NOT_CHECKED'],
    ['checked', 'PROCEDURE_DRAFT_NOT_OPEN', 'done', 'done'],
    ['publishing', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_CHECKED'],
    ['published', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_CHECKED'],
    ['replaced', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_OPEN', 'PROCEDURE_DRAFT_NOT_CHECKED'],
  ])('that is %s: checking %s, replacing %s, publishing %s', (name, checking, replacing, publication) => {
    const state = states[name];
    expect([
      outcome(() => recordCheck(state, { passed: false, problemsHash: '' })),
      outcome(() => replaceDraft(state, 'pdr_3', drafted)),
      outcome(() => beginPublication(state, asked)),
    ]).toEqual([checking, replacing, publication]);
  });

  it('is written, finished and lost once, whatever is asked again', () => {
    expect(writeDraft(draft, drafted)).toEqual([]);
    expect(finishPublication(published, false)).toEqual([]);
    expect(finishReplacement(after(replaced, finishReplacement(replaced)))).toEqual([]);
    expect(after(publishing, finishPublication(publishing, true))).toEqual(checked);
    for (const type of ['PublicationBegun', 'PublicationFinished', 'PublicationLost', 'SuccessorWritten'] as const) {
      const fact = type === 'PublicationBegun' ? { type, effectiveFrom: '2027-01-01' } : { type };
      expect(after(draft, [fact])).toEqual(draft);
    }
  });

  it.each<[string, object]>([
    ['PUBLISHER_DRAFTED_IT', { admin: { kind: 'catalogue-admin', id: 'admin-a' } }],
    ['VERSION_IMMUTABLE', { published: [1, 2] }],
    ['VERSION_NOT_NEXT', { published: [] }],
    ['VERSION_NOT_NEXT', { published: [1, 3] }],
    ['EFFECTIVE_DATE_IN_THE_PAST', { effectiveFrom: '2026-11-22' }],
    ['PROCEDURE_RETIRED', { retiredFrom: '2026-12-01' }],
    ['done', { effectiveFrom: '2026-11-23' }],
    ['done', { retiredFrom: '2026-12-02' }],
  ])('is published or refused: %s for %j', (expected, change) => {
    expect(outcome(() => beginPublication(checked, { ...asked, ...change }))).toBe(expected);
  });
});

describe('the end of a procedure', () => {
  const end = { code: '9.000001', retiredFrom: '2026-12-01', today: '2026-11-23' };
  const [fact] = retire(retirementAggregate.initial, end);
  const retired =
    fact === undefined ? retirementAggregate.initial : retirementAggregate.evolve({ status: 'NONE' }, fact);

  it('is said once, today at the earliest', () => {
    expect(retired).toEqual({ status: 'RETIRED', code: '9.000001', retiredFrom: '2026-12-01' });
    expect(outcome(() => retire({ status: 'NONE' }, { ...end, retiredFrom: '2026-11-23' }))).toBe('done');
    expect(outcome(() => retire({ status: 'NONE' }, { ...end, retiredFrom: '2026-11-22' }))).toBe(
      'RETIREMENT_DATE_IN_THE_PAST',
    );
    expect(outcome(() => retire(retired, end))).toBe('PROCEDURE_RETIRED');
  });
});

describe('the catalogue', () => {
  it.each<Visitor['kind']>(['citizen', 'guest', 'officer', 'agency', 'operator'])('is not the work of a %s', (kind) => {
    expect(outcome(() => requireCatalogueAdmin({ kind, id: 'x' }))).toBe(
      kind === 'catalogue-admin' ? 'done' : 'FORBIDDEN',
    );
  });

  it('is that of catalogue admins, two of them for each version', () => {
    const admin = requireCatalogueAdmin({ kind: 'catalogue-admin', id: 'admin-a' });
    expect(outcome(() => requireCatalogueAdmin({ kind: 'anonymous' }))).toBe('SIGN_IN_REQUIRED');
    expect(mayPublish(admin, drafted)).toBe(false);
    expect(mayPublish({ ...admin, id: 'admin-b' }, drafted)).toBe(true);
  });
});

function outcome(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
