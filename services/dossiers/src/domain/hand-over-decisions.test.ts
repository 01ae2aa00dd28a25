import { Refusal } from '@motcua/service-kit/pure';
import {
  applicant,
  after,
  filed,
  leader,
  moment,
  otherCitizen,
  outcome,
  pays,
  processor,
  receiver,
  signs,
  stranger,
  workedThrough,
} from './dossier-story.fixture.js';
import { submit } from './decisions.js';
import type { DeliveryMethod } from './dossier-facts.js';
import { collect, handOver, handOverAtDesk, noteParcel, reissue } from './hand-over-decisions.js';
import { withdraw } from './ending-decisions.js';
import { evolveDossier } from './evolve-dossier.js';
import type { Party } from './party.js';
import { requireReceiving, type Receiving } from './receivers.js';

const { at } = moment;
const by = (deliveryMethod: DeliveryMethod) => [
  submit(filed(undefined, { deliveryMethod })),
  ...workedThrough.slice(1),
];
const unpaid = after(...by('DESK'), signs);
const atDesk = after(...by('DESK'), pays, signs);
const posted = after(...by('POST'), pays, signs);
const electronic = after(...by('ELECTRONIC'), pays, signs);
const spouses: Receiving & { readonly encryptedReceivers: string } = {
  ...{ authority: null, encryptedReceivers: 'encrypted' },
  receivers: [
    { name: 'Nguyễn Văn Bóng Mẫu', personalId: '001090000001' },
    { name: 'Trần Thị Lưới Mẫu', personalId: '001190000002' },
  ],
};
const gives = (party: Party, change: object = {}) => handOverAtDesk(party, { ...spouses, ...change }, at);
const ends = ['ResultHandedOver', 'StepCompleted', 'DossierClosed'];

describe('handing over at the desk', () => {
  it('is for the reception, to everybody who signs for it, and ends the dossier', () => {
    expect(outcome(atDesk, gives(receiver))).toEqual(ends);
    const [given] = gives(receiver)(atDesk);
    expect(given).toMatchObject({ by: 'DESK', receipt: { encryptedReceivers: 'encrypted', authorised: false } });
    expect(JSON.stringify(gives(receiver)(atDesk))).not.toMatch(/Mẫu|0011|0010/);
    const [authorised] = gives(receiver, { authority: 'Số 12/UQ ngày 20/11/2026' })(atDesk);
    expect(authorised).toMatchObject({ receipt: { authorised: true } });
    for (const officer of [processor, leader]) expect(outcome(atDesk, gives(officer))).toBe('FORBIDDEN');
    expect(outcome(atDesk, gives(applicant))).toBe('FORBIDDEN');
    for (const nobody of [stranger, otherCitizen]) expect(outcome(atDesk, gives(nobody))).toBe('DOSSIER_NOT_FOUND');
  });

  it('waits until nothing is owed, goes the way that was chosen, and happens once', () => {
    expect(outcome(unpaid, gives(receiver))).toBe('RESULT_NOT_RELEASED');
    expect(outcome(posted, gives(receiver))).toBe('DELIVERED_OTHERWISE');
    expect(outcome(electronic, gives(receiver))).toBe('DELIVERED_OTHERWISE');
    const done = gives(receiver)(atDesk).reduce(evolveDossier, atDesk);
    expect(outcome(done, gives(receiver))).toBe('ACTION_NOT_ALLOWED');
    expect(outcome(atDesk, withdraw(applicant, 'dos_player', moment))).toBe('ACTION_NOT_ALLOWED');
  });

  it('names everything that is missing at once', () => {
    const problems = (change: object) => {
      try {
        requireReceiving({ ...spouses, ...change });
        return [];
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return [error.code, ...(error.details['problems'] as { code: string; path: string }[])];
      }
    };
    const missing = (path: string) => ({ code: 'RECEIVER_MISSING', path });
    expect(problems({})).toEqual([]);
    expect(problems({ receivers: [] })).toEqual(['RECEIVER_MISSING', missing('receivers')]);
    expect(problems({ receivers: [{ name: ' ', personalId: '' }], authority: '  ' })).toEqual([
      'RECEIVER_MISSING',
      missing('receivers[0].name'),
      missing('receivers[0].personalId'),
      { code: 'AUTHORITY_MISSING', path: 'authority' },
    ]);
    expect(problems({ authority: '' })).toEqual([
      'AUTHORITY_MISSING',
      { code: 'AUTHORITY_MISSING', path: 'authority' },
    ]);
    const long = 'x'.repeat(201);
    expect(problems({ receivers: [{ name: long, personalId: '1' }], authority: long })).toEqual([
      'TEXT_TOO_LONG',
      { code: 'TEXT_TOO_LONG', path: 'receivers[0].name' },
      { code: 'TEXT_TOO_LONG', path: 'authority' },
    ]);
    const crowd = Array.from({ length: 21 }, () => ({ name: 'A', personalId: '1' }));
    expect(problems({ receivers: crowd })[0]).toBe('TOO_MANY_RECEIVERS');
    expect(outcome(atDesk, gives(receiver, { receivers: [] }))).toBe('RECEIVER_MISSING');
    expect(outcome(atDesk, gives(stranger, { receivers: [] }))).toBe('DOSSIER_NOT_FOUND');
  });
});

describe('a parcel', () => {
  const returns = noteParcel({ lost: false, reasonCode: 'NOBODY_HOME', copy: 1 }, at);
  const returned = after(...by('POST'), pays, signs, returns);
  const lost = after(...by('POST'), pays, signs, noteParcel({ lost: true, copy: 1 }, at));

  it('that arrives ends the dossier; a way that was not chosen does not', () => {
    expect(outcome(posted, handOver('POST', at, at))).toEqual(ends);
    expect(outcome(atDesk, handOver('POST', at, at))).toBe('DELIVERED_OTHERWISE');
  });

  it('that came back is handed over at the desk or goes out once more', () => {
    expect(outcome(returned, gives(receiver))).toEqual(ends);
    expect(outcome(posted, reissue(receiver, at))).toBe('PARCEL_UNDER_WAY');
    for (const state of [returned, lost]) expect(outcome(state, reissue(receiver, at))).toEqual(['ResultReissued']);
    expect(outcome(lost, reissue(processor, at))).toBe('FORBIDDEN');
    expect(outcome(lost, reissue(stranger, at))).toBe('DOSSIER_NOT_FOUND');
    const again = reissue(receiver, at)(lost).reduce(evolveDossier, lost);
    expect(again).toMatchObject({ parcel: null, copiesIssued: 2 });
    expect(outcome(again, reissue(receiver, at))).toBe('PARCEL_UNDER_WAY');
    expect(outcome(again, gives(receiver))).toBe('DELIVERED_OTHERWISE');
  });
});

describe('an electronic result', () => {
  it('is taken by its applicant alone', () => {
    const take = (party: Party) => collect(party, 'dos_player', at);
    expect(outcome(electronic, take(applicant))).toEqual(ends);
    expect(outcome(electronic, take({ kind: 'guest', id: 'g', opens: 'dos_player' }))).toEqual(ends);
    expect(outcome(electronic, take({ kind: 'guest', id: 'g', opens: 'dos_other' }))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(electronic, take(otherCitizen))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(electronic, take(receiver))).toBe('FORBIDDEN');
    expect(outcome(after(...by('ELECTRONIC'), signs), take(applicant))).toBe('RESULT_NOT_RELEASED');
    expect(outcome(atDesk, take(applicant))).toBe('DELIVERED_OTHERWISE');
    expect(outcome(posted, take(applicant))).toBe('DELIVERED_OTHERWISE');
  });
});
