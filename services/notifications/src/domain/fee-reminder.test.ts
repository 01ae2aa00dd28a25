import {
  aCorrespondence,
  after,
  evolved,
  morning,
  noticed,
  reminded,
  submitted,
  type Happening,
} from './correspondence-story.fixture.js';
import type { Correspondence } from './correspondence.js';
import { remindOfFee } from './decisions.js';
import { noteFee, type FeeChange } from './fee-reminder.js';

const day = 24 * 60;
const fee =
  (change: FeeChange, at = morning): Happening =>
  (state) =>
    noteFee(state, change, at);
const due = (amountVnd = 44_000, at = morning) => fee({ kind: 'DUE', amountVnd }, at);
const remindersAfter = (state: Correspondence, minutes: number) =>
  remindOfFee(state, 1, after(minutes)).flatMap((fact) =>
    fact.type === 'MessageQueued'
      ? [`${fact.messageId.split('.').slice(1).join('.')} ${String(fact.values.amountVnd)}`]
      : [],
  );
const first = ['payment-reminder.1.SMS 44000', 'payment-reminder.1.EMAIL 44000'];

describe('money that is owed', () => {
  it('is reminded of after three days and once more after another seven', () => {
    let state = aCorrespondence(submitted(), due());
    expect(remindersAfter(state, 3 * day - 1)).toEqual([]);
    expect(remindersAfter(state, 3 * day)).toEqual(first);
    state = evolved(state, remindOfFee(state, 1, after(3 * day)));
    expect(remindersAfter(state, 10 * day - 1)).toEqual([]);
    expect(remindersAfter(state, 10 * day)).toHaveLength(2);
    state = evolved(state, remindOfFee(state, 1, after(10 * day)));
    expect(state).toMatchObject({ fee: { remindAt: null, reminded: 2 } });
    expect(remindersAfter(state, 99 * day)).toEqual([]);
  });

  it('waits for the contact like every other notice', () => {
    const waiting = aCorrespondence(due(), noticed('payment-due'));
    const asked = evolved(waiting, remindOfFee(waiting, 1, after(3 * day)));
    const state = evolved(asked, submitted()(asked));
    expect(state.status === 'OPEN' && state.messages.map(({ notice }) => notice)).toContain('payment-reminder');
    expect(state).toMatchObject({ fee: { reminded: 1, remindAt: after(10 * day) } });
  });

  it('is named by the amount of now when it changed, and the days count anew', () => {
    const state = aCorrespondence(submitted(), due(), due(8_000, after(2 * day)));
    expect(remindersAfter(state, 4 * day)).toEqual([]);
    expect(remindersAfter(state, 5 * day)).toEqual(['payment-reminder.1.SMS 8000', 'payment-reminder.1.EMAIL 8000']);
  });

  it.each<[string, readonly Happening[]]>([
    ['was settled', [due(), fee({ kind: 'SETTLED' })]],
    ['is of a dossier that ended', [due(), fee({ kind: 'OVER' })]],
    ['fell due after the dossier ended', [fee({ kind: 'OVER' }), due()]],
    ['never fell due', [fee({ kind: 'SETTLED' })]],
  ])('is not reminded of when it %s', (_, happenings) => {
    expect(remindersAfter(aCorrespondence(submitted(), ...happenings), 99 * day)).toEqual([]);
  });

  it('falls due again after it was settled once, e.g. with a supplement', () => {
    const state = aCorrespondence(submitted(), due(), fee({ kind: 'SETTLED' }), due(44_000, after(day)));
    expect(remindersAfter(state, 4 * day)).toEqual(first);
  });

  it('is no draft’s', () => {
    expect(due()(aCorrespondence(reminded()))).toEqual([]);
  });
});
