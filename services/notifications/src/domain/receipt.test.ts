import {
  aCorrespondence,
  after,
  claimed,
  concluded,
  evolved,
  morning,
  submitted,
  text,
  type Happening,
} from './correspondence-story.fixture.js';
import type { Correspondence } from './correspondence.js';
import { hearReceipt, putOffAsking } from './receipt.js';
import { concludeMessage, findMessage } from './sending.js';

const parts = ['first:1', 'first:2'];
const taken = { kind: 'TAKEN', references: parts } as const;
const sentInTwo = (...more: readonly Happening[]) =>
  aCorrespondence(submitted(), claimed(text), concluded(text, 1, taken), ...more);
const heard =
  (reference: string, reasonCode: string | null = null): Happening =>
  (state) =>
    hearReceipt(state, { reference, reasonCode }, after(1));
const messageIn = (state: Correspondence) => findMessage(state, text);

describe('a text that was taken in parts', () => {
  it('is on the phone with the last of them', () => {
    expect(messageIn(sentInTwo(heard('first:2')))).toMatchObject({
      status: 'SENT',
      awaits: { references: ['first:1'] },
    });
    const state = sentInTwo(heard('first:2'), heard('first:1'));
    expect(messageIn(state)).toMatchObject({ status: 'DELIVERED', sentAt: morning, deliveredAt: after(1) });
    expect(state).toMatchObject({ references: [], askAt: null });
  });

  it('has failed with the first that did not arrive', () => {
    const state = sentInTwo(heard('first:2', 'TEXT_EXPIRED'));
    expect(messageIn(state)).toMatchObject({ status: 'FAILED', reasonCode: 'TEXT_EXPIRED' });
    expect(heard('first:1')(state)).toEqual([]);
  });

  it.each([
    ['told twice', sentInTwo(heard('first:1')), 'first:1'],
    ['of another provider', sentInTwo(), 'second:1'],
    ['never sent', sentInTwo(), 'first:3'],
    ['before anything was sent', aCorrespondence(submitted()), 'first:1'],
  ])('does not change by a receipt %s', (_, state, reference) => {
    expect(heard(reference)(state)).toEqual([]);
    expect(heard(reference, 'TEXT_REJECTED')(state)).toEqual([]);
  });

  it('takes what was heard before it was stored that it was taken', () => {
    const claim = aCorrespondence(submitted(), claimed(text));
    const conclude = (...receipts: Parameters<typeof hearReceipt>[1][]) =>
      messageIn(
        evolved(claim, concludeMessage(claim, { messageId: text, attempt: 1, outcome: taken, receipts }, after(1))),
      );
    const good = (reference: string) => ({ reference, reasonCode: null });
    expect(conclude(good('first:1'), good('first:2'))).toMatchObject({ status: 'DELIVERED' });
    expect(conclude(good('first:1'))).toMatchObject({ status: 'SENT', awaits: { references: ['first:2'] } });
    const bad = { reference: 'first:1', reasonCode: 'TEXT_REJECTED' };
    expect(conclude(bad, good('first:2'))).toMatchObject({ status: 'FAILED', reasonCode: 'TEXT_REJECTED' });
  });
});

describe('a text that is unknown', () => {
  const unknown = { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER', references: ['first:~4711'] } as const;
  const lost = (...more: readonly Happening[]) =>
    aCorrespondence(submitted(), claimed(text), concluded(text, 1, unknown), ...more);

  it('is known again by a late receipt with our own number', () => {
    expect(messageIn(lost())).toMatchObject({ status: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
    expect(messageIn(lost(heard('first:~4711')))).toMatchObject({ status: 'DELIVERED', deliveredAt: after(1) });
    expect(messageIn(lost(heard('first:~4711', 'TEXT_REJECTED')))).toMatchObject({ status: 'FAILED' });
  });

  it('cannot be asked about: the provider named nothing', () => {
    expect(lost()).toMatchObject({ references: ['first:~4711'], askAt: null });
  });
});

describe('receipts that do not come', () => {
  it('are asked for, longer apart each time, and in the end no more', () => {
    let state = sentInTwo();
    const times: (Date | null)[] = [];
    for (let round = 0; round < 5; round += 1) {
      const askAt = state.status === 'OPEN' ? state.askAt : null;
      times.push(askAt);
      if (askAt === null) break;
      state = evolved(state, putOffAsking(state, text, askAt));
    }
    expect(times).toEqual([after(15), after(75), after(435), after(1_875), null]);
    expect(messageIn(state)).toMatchObject({ status: 'SENT' });
  });

  it('are not asked for where none was promised', () => {
    const state = aCorrespondence(submitted(), claimed(text), concluded(text, 1, { kind: 'TAKEN' }));
    expect(state).toMatchObject({ references: [], askAt: null });
    expect(putOffAsking(state, text, morning)).toEqual([]);
  });
});
