import {
  mayUseDraft,
  relationOf,
  requireCitizen,
  requireDesk,
  requireDrafter,
  requireOfficer,
  sights,
  stepsOf,
} from './access.js';
import { dossier, type DossierState } from './dossier.js';
import {
  after,
  applicant,
  appraises,
  otherCitizen,
  receiver,
  receives,
  stranger,
  submits,
} from './dossier-story.fixture.js';
import type { Agency, Party } from './party.js';
import { refusalOf } from './refusal.fixture.js';

const police: Agency = { kind: 'agency', id: 'residence-police' };
const otherAgency: Agency = { kind: 'agency', id: 'fire-brigade' };
const anonymous: Party = { kind: 'anonymous' };
const everybody: readonly Party[] = [
  anonymous,
  applicant,
  otherCitizen,
  receiver,
  stranger,
  police,
  otherAgency,
  { kind: 'catalogue-admin' },
  { kind: 'operator' },
];

describe('who may see a dossier', () => {
  it('is nobody before there is one', () => {
    expect(everybody.map((party) => relationOf(party, dossier.initial))).toEqual(everybody.map(() => null));
  });

  it('is its applicant and its office, and an agency once it has a step to do', () => {
    const seenBy = (state: DossierState) => everybody.map((party) => relationOf(party, state));
    expect(seenBy(after(submits))).toEqual([null, 'APPLICANT', null, 'OFFICE', null, null, null, null, null]);
    const forwarded = after(submits, receives, appraises);
    expect(seenBy(forwarded)).toEqual([null, 'APPLICANT', null, 'OFFICE', null, 'AGENCY', null, null, null]);
  });

  it('shows an agency its own steps alone', () => {
    const forwarded = after(submits, receives, appraises);
    if (forwarded.status === 'NONE') throw new Error('nothing was submitted');
    expect(stepsOf(police, forwarded).map(({ key }) => key)).toEqual(['assignCourt']);
    expect(stepsOf(otherAgency, forwarded)).toEqual([]);
  });

  it('masks the applicant for agencies and tells only the applicant who looked', () => {
    expect(sights.applicant).toEqual({ APPLICANT: 'full', OFFICE: 'full', AGENCY: 'masked' });
    expect(sights.answers.AGENCY).toBe('granted');
    expect(sights.attachments.AGENCY).toBe('none');
    expect(sights.accesses).toEqual({ APPLICANT: 'full', OFFICE: 'none', AGENCY: 'none' });
  });
});

describe('a guest', () => {
  const guest = (opens: string): Party => ({ kind: 'guest', id: 'gst_1', opens });
  const submitted = after(submits);

  it('is the applicant of the one dossier the token opens, or that its draft became', () => {
    expect(relationOf(guest('dos_1'), submitted, 'dos_1')).toBe('APPLICANT');
    expect(relationOf(guest('drf_player'), submitted, 'dos_1')).toBe('APPLICANT');
    expect(relationOf(guest('dos_2'), submitted, 'dos_1')).toBeNull();
    expect(relationOf(guest('drf_rival'), submitted, 'dos_1')).toBeNull();
    expect(relationOf(guest('dos_1'), dossier.initial, 'dos_1')).toBeNull();
    // Whoever forgets to say which dossier it is lets nobody in.
    expect(relationOf(guest('dos_1'), submitted)).toBeNull();
  });

  it('uses the one draft the token opens, and has no lists', () => {
    const draft = { id: 'drf_player', ownerKey: 'apk_player' };
    expect(mayUseDraft(guest('drf_player'), draft)).toBe(true);
    expect(['drf_rival', 'dos_1', 'apk_player', ''].filter((opens) => mayUseDraft(guest(opens), draft))).toEqual([]);
    expect(requireDrafter(guest('drf_1'))).toEqual(guest('drf_1'));
    expect(refusalOf(() => requireCitizen(guest('drf_1')))).toBe('FORBIDDEN');
    expect(refusalOf(() => requireDesk(guest('drf_1')))).toBe('FORBIDDEN');
  });

  it('does no work of the desk, and does not learn there whether a dossier exists', () => {
    const asked = [submitted, dossier.initial].map((state) =>
      refusalOf(() => requireOfficer(guest('dos_1'), state, ['receive'])),
    );
    expect(asked).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('who may come at all', () => {
  it('to the desk: officers', () => {
    expect(everybody.map((party) => refusalOf(() => requireDesk(party)))).toEqual([
      'SIGN_IN_REQUIRED',
      'FORBIDDEN',
      'FORBIDDEN',
      null,
      null,
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
  });

  it('to drafts: citizens, each to their own', () => {
    const codes = everybody.map((party) => refusalOf(() => requireCitizen(party)));
    expect(codes).toEqual(
      everybody.map(({ kind }) =>
        kind === 'citizen' ? null : kind === 'anonymous' ? 'SIGN_IN_REQUIRED' : 'FORBIDDEN',
      ),
    );
    const mine = everybody.filter((party) => mayUseDraft(party, { id: 'drf_player', ownerKey: 'apk_player' }));
    expect(mine).toEqual([applicant]);
  });
});
