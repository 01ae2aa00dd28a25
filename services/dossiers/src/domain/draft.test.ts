import { answersForDelivery, deliveryMethodOf, destinationProvinceOf } from './delivery-choice.js';
import { changedDraft, mergeAnswers, startedDraft, type Draft, type Submission } from './draft.js';
import { refusalOf } from './refusal.fixture.js';
import { tennisAnswers, tennisDefinition } from './tennis-club.fixture.js';
import { agencySpeakingOn, definitionKeyOf, workerOf } from './worker.js';

const at = new Date('2026-11-23T02:00:00Z');
const draft: Draft = startedDraft(
  {
    id: 'drf_1',
    ownerKey: 'apk_1',
    procedureCode: '9.000001',
    procedureVersion: 1,
    officeId: 'off_club',
    language: 'vi',
  },
  at,
);

describe('a draft', () => {
  it('rises by one revision with each change and is kept for thirty days more', () => {
    const later = new Date('2026-12-01T02:00:00Z');
    const changed = changedDraft(draft, { answers: { a: 1 } }, 'r2', later);
    expect(changed).toMatchObject({ revision: 2, answers: { a: 1 }, expiresAt: new Date('2026-12-31T02:00:00Z') });
  });

  it('is to be reminded of its expiry again once it moved', () => {
    expect(changedDraft({ ...draft, reminded: true }, {}, 'r', at).reminded).toBe(false);
  });

  it('remembers the latest hundred requests that changed it', () => {
    const many = Array.from({ length: 101 }, (_, n) => `r${String(n)}`);
    const changed = many.reduce((current, id) => changedDraft(current, {}, id, at), draft);
    expect(changed.requests).toEqual(many.slice(1));
  });

  it('does not change any more once it is submitted', () => {
    const submission: Submission = {
      requestId: 'r',

      dossierId: 'dos_1',
      filedBy: 'c',
      language: 'vi',
      at,
      finished: false,
    };
    expect(refusalOf(() => changedDraft({ ...draft, submission }, {}, 'r', at))).toBe('DRAFT_ALREADY_SUBMITTED');
  });
});

describe('merging answers', () => {
  it('adds, replaces, and takes back by null', () => {
    expect(mergeAnswers({ a: 1, b: 2 }, { b: 3, a: null, c: 4 })).toEqual({ b: 3, c: 4 });
  });

  it.each([[[]], ['text'], [7], [null]])('refuses %p', (changes) => {
    expect(refusalOf(() => mergeAnswers({}, changes))).toBe('ANSWERS_NOT_AN_OBJECT');
  });

  it('keeps odd names as plain keys', () => {
    const merged = mergeAnswers({}, JSON.parse('{"__proto__":{"admin":true}}'));
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect('admin' in merged).toBe(false);
  });

  it('refuses more than a form can hold', () => {
    expect(refusalOf(() => mergeAnswers({ a: 'x'.repeat(60_000) }, { b: 'x'.repeat(60_000) }))).toBe(
      'ANSWERS_TOO_LARGE',
    );
  });
});

describe('how the result is received', () => {
  const definition = tennisDefinition();
  const receiver = { name: 'A Mẫu', phone: '0900000001', address: tennisAnswers.toAddress };

  it('is read from the form, and written back there', () => {
    expect(deliveryMethodOf(definition, {})).toBeNull();
    for (const method of ['DESK', 'POST'] as const) {
      const answers = mergeAnswers(
        tennisAnswers,
        answersForDelivery(definition, method, method === 'POST' ? receiver : null),
      );
      expect(deliveryMethodOf(definition, answers)).toBe(method);
      expect('toName' in answers).toBe(method === 'POST');
    }
    expect(deliveryMethodOf(definition, { cardBy: '3' })).toBe('ELECTRONIC');
    expect(deliveryMethodOf(tennisDefinition({ deliveryFields: undefined }), {})).toBe('DESK');
  });

  it('keeps the receiver that is there when only the way is chosen', () => {
    expect(mergeAnswers(tennisAnswers, answersForDelivery(definition, 'POST', null))).toEqual(tennisAnswers);
  });

  it('is only what the procedure offers', () => {
    expect(refusalOf(() => answersForDelivery(definition, 'ELECTRONIC', null))).toBe('DELIVERY_METHOD_NOT_OFFERED');
    const without = tennisDefinition({ deliveryFields: undefined });
    expect(refusalOf(() => answersForDelivery(without, 'POST', receiver))).toBe('DELIVERY_METHOD_NOT_OFFERED');
    expect(answersForDelivery(without, 'DESK', null)).toEqual({});
  });

  it('tells the province of a parcel', () => {
    expect(destinationProvinceOf(definition, tennisAnswers)).toBe('01');
    expect(destinationProvinceOf(definition, { ...tennisAnswers, cardBy: '1' })).toBeNull();
    expect(destinationProvinceOf(definition, { ...tennisAnswers, toAddress: { provinceCode: 1 } })).toBeNull();
  });
});

describe('who works on a step', () => {
  it('is the ward in a role, a subscriber under its own name, or the applicant', () => {
    expect(workerOf('justice')).toEqual({ agency: 'justice', worker: { kind: 'WARD', roles: ['process'] } });
    expect(workerOf('bhxh')).toEqual({ agency: 'health-insurance', worker: { kind: 'PARTNER' } });
    expect(workerOf('applicant')).toEqual({ agency: 'applicant', worker: { kind: 'APPLICANT' } });
    for (const agency of ['otherWard', 'toString']) expect(refusalOf(() => workerOf(agency))).toBe('UNKNOWN_AGENCY');
  });

  it('is known by its topic', () => {
    expect(agencySpeakingOn('agency-result.residence-police.v1')).toBe('residence-police');
    expect(agencySpeakingOn('agency-result.fire-brigade.v1')).toBeNull();
    expect(definitionKeyOf('residence-police')).toBe('police');
    expect(definitionKeyOf('fire-brigade')).toBeNull();
  });
});
