import {
  after,
  appraises,
  moment,
  owes,
  pays,
  postman,
  receives,
  signs,
  submits,
  workedThrough,
} from './dossier-story.fixture.js';
import type { Relation } from './access.js';
import type { DossierFact } from './dossier-facts.js';
import { dossier, type DossierState } from './dossier.js';
import { evolveDossier } from './evolve-dossier.js';
import { declines } from './life-story.fixture.js';
import { maskApplicant } from './masking.js';
import { nationalStatus } from './national-status.js';
import { timelineOf } from './timeline.js';

const national = (state: DossierState) => (state.status === 'NONE' ? null : nationalStatus(state));

describe('the national status', () => {
  it('follows the dossier', () => {
    expect(national(after(submits))).toBe(1);
    expect(national(after(submits, receives))).toBe(4);
    expect(national(after(...workedThrough, pays, signs))).toBe(9);
    expect(national(after(...workedThrough, pays, signs, postman))).toBe(10);
  });

  it('says 6 while a received dossier waits for money, and only then', () => {
    expect(national(after(submits, owes))).toBe(1);
    expect(national(after(submits, owes, receives))).toBe(6);
    expect(national(after(submits, owes, receives, pays))).toBe(4);
    expect(national(after(...workedThrough, owes, signs))).toBe(9);
  });
});

describe('a masked applicant', () => {
  it('can be recognised and not reached', () => {
    const masked = maskApplicant({ name: 'Đỗ  Văn Bóng', phone: '0900000077', email: 'bong077@example.com' });
    expect(masked).toEqual({ name: 'Đ••• V••• B•••', phone: '090•••••77', email: 'b•••@example.com' });
  });

  it('stays masked when the parts are odd', () => {
    expect(maskApplicant({ name: '', phone: '123', email: 'nowhere' })).toEqual({
      name: '',
      phone: '•••••',
      email: '•••',
    });
  });
});

describe('the timeline', () => {
  it('tells each fact in words and by what kind of party, and to the office alone by whom', () => {
    const state = after(submits, receives, appraises);
    if (state.status === 'NONE') throw new Error('nothing was submitted');
    const actor = { kind: 'officer', id: 'processor' } as const;
    const facts = appraises(after(submits, receives)).map((fact, index) => ({
      ...fact,
      id: `dos_1/${index + 1}`,
      causedBy: 'request:1',
      actor,
      occurredAt: new Date('2026-11-23T02:00:00Z'),
    }));
    const entries = timelineOf(state, facts, 'APPLICANT');
    expect(entries[0]).toEqual({
      id: 'dos_1/1',
      at: new Date('2026-11-23T02:00:00Z'),
      type: 'StepCompleted',
      text: { vi: 'Đã xong: appraise (vi)', en: 'Done: appraise' },
      by: 'officer',
      who: null,
      reasonCode: null,
    });
    expect(JSON.stringify(entries)).not.toContain('processor');
    expect(JSON.stringify(timelineOf(state, facts, 'AGENCY'))).not.toContain('processor');
    expect(timelineOf(state, facts, 'OFFICE')[0]).toMatchObject({ who: 'processor' });
    const own = state.steps.filter(({ key }) => key !== 'appraise');
    expect(timelineOf(state, facts, 'AGENCY', own).map(({ text }) => text.en)).not.toContain('Done: appraise');
    expect(dossier.name).toBe('dossiers');
  });

  it('tells why: what is only proposed to the office alone, what was decided to the applicant, nothing to an agency', () => {
    const state = after(submits);
    if (state.status === 'NONE') throw new Error('nothing was submitted');
    const told = { causedBy: 'request:1', actor: { kind: 'citizen', id: 'apk_1' } as const, occurredAt: moment.at };
    const facts = declines
      .reduce<readonly DossierFact[]>((all, decide) => [...all, ...decide(all.reduce(evolveDossier, state))], [])
      .map((fact, index) => ({ ...fact, ...told, id: `dos_1/${index + 2}` }));
    const reasons = (relation: Relation) => timelineOf(state, facts, relation).map(({ reasonCode }) => reasonCode);
    expect([reasons('OFFICE'), reasons('APPLICANT'), reasons('AGENCY')]).toEqual([
      ['NOT_THIS_OFFICE', 'NOT_THIS_OFFICE'],
      [null, 'NOT_THIS_OFFICE'],
      [null],
    ]);
    expect(timelineOf(state, facts, 'AGENCY').map(({ type }) => type)).toEqual(['DossierDeclined']);
    expect(timelineOf(state, facts, 'OFFICE').map(({ who }) => who)).toEqual([null, null]);
  });
});
