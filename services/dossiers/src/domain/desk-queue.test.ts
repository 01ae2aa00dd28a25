import { mayUseDraft, requireFiler, requireReception } from './access.js';
import { areOnDesk, placeOf } from './desk-queue.js';
import { assign } from './decisions.js';
import type { DossierState } from './dossier.js';
import {
  after,
  applicant,
  leader,
  moment,
  outcome,
  pays,
  postman,
  processor,
  receiver,
  receives,
  signs,
  stranger,
  submits,
  workedThrough,
} from './dossier-story.fixture.js';
import { channelOf, deskKeyOf } from './draft.js';
import { refusalOf } from './refusal.fixture.js';

const deskOf = (state: DossierState) => (state.status === 'NONE' ? undefined : state.desk);

describe('what the desk is not done with', () => {
  it('is every dossier of the office until its end', () => {
    expect([after(submits), after(submits, receives), after(...workedThrough)].map(deskOf)).toEqual([
      'off_club',
      'off_club',
      'off_club',
    ]);
    expect(deskOf(after(...workedThrough, signs, pays))).toBe('off_club');
    expect(deskOf(after(...workedThrough, signs, pays, postman))).toBeNull();
  });

  it('has the place of its deadline, or of none', () => {
    const states = [after(submits, receives), after(...workedThrough, signs)];
    const places = states.map((state) => (state.status === 'NONE' ? null : placeOf({ id: 'dos_1', state }).dueAt));
    expect(places).toEqual([new Date('2026-12-01T17:00:00+07:00'), null]);
  });

  it('is found by its status alone once it may be at its end', () => {
    expect(areOnDesk([])).toBe(true);
    expect(areOnDesk(['SUBMITTED', 'RESULT_READY', 'AWAITING_SUPPLEMENT'])).toBe(true);
    expect(areOnDesk(['SUBMITTED', 'DECLINED'])).toBe(false);
  });
});

describe('giving a dossier to somebody', () => {
  const given = after(submits, assign(receiver, receiver.id, moment.at));

  it('is taking it over for anybody of the office, from whoever has it', () => {
    for (const officer of [receiver, processor, leader]) {
      expect(outcome(after(submits), assign(officer, officer.id, moment.at))).toEqual(['DossierAssigned']);
    }
    expect(outcome(given, assign(processor, processor.id, moment.at))).toEqual(['DossierAssigned']);
    expect(outcome(given, assign(receiver, receiver.id, moment.at))).toEqual([]);
  });

  it('to somebody else is for those who process or lead; one’s own may be put back', () => {
    expect(outcome(given, assign({ ...receiver, id: 'other' }, null, moment.at))).toBe('FORBIDDEN');
    expect(outcome(after(submits), assign(receiver, 'other', moment.at))).toBe('FORBIDDEN');
    expect(outcome(given, assign(receiver, null, moment.at))).toEqual(['DossierAssigned']);
    for (const officer of [processor, leader]) {
      expect(outcome(given, assign(officer, 'other', moment.at))).toEqual(['DossierAssigned']);
      expect(outcome(given, assign(officer, null, moment.at))).toEqual(['DossierAssigned']);
    }
  });

  it('is nothing for others, and over at the end', () => {
    expect(outcome(after(submits), assign(stranger, stranger.id, moment.at))).toBe('DOSSIER_NOT_FOUND');
    expect(outcome(after(submits), assign(applicant, null, moment.at))).toBe('FORBIDDEN');
    const closed = after(...workedThrough, signs, pays, postman);
    expect(outcome(closed, assign(leader, leader.id, moment.at))).toBe('ACTION_NOT_ALLOWED');
  });
});

describe('the drafts of a desk', () => {
  const draft = { id: 'drf_1', ownerKey: deskKeyOf('off_club'), officeId: 'off_club' };

  it('are used by whoever takes applications in there', () => {
    const all = [receiver, { ...receiver, id: 'other' }, processor, leader, stranger, applicant];
    expect(all.map((party) => mayUseDraft(party, draft))).toEqual([true, true, false, false, false, false]);
    expect(mayUseDraft(receiver, { id: 'drf_2', ownerKey: 'apk_player' })).toBe(false);
    expect([channelOf(draft), channelOf({ ...draft, ownerKey: 'apk_player' })]).toEqual(['DESK', 'ONLINE']);
  });

  it('are filled in by the role receive alone', () => {
    expect([receiver, stranger].map((party) => refusalOf(() => requireFiler(party)))).toEqual([null, null]);
    expect([processor, leader].map((party) => refusalOf(() => requireFiler(party)))).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect(refusalOf(() => requireReception({ kind: 'anonymous' }))).toBe('SIGN_IN_REQUIRED');
  });
});
