import { clubDefinition, judge } from '../test/club-definition.js';
import { aMember, homeInHaDong } from '../test/tennis-club.js';
import { parseDayBound } from './day-bound.js';
import { sumOfFeesVnd } from './fees.js';
import { answersGrantedTo, contactOf, deliveryOf, fieldsGrantedTo, personalFields, subjectsOf } from './people.js';

describe('papers', () => {
  it('are those the answers ask for', () => {
    const asked = (changes: object) =>
      judge(changes, { attachments: [] }).papers.map(({ key, required }) => `${key} ${required}`);
    expect(asked({})).toEqual(['photoId true', 'identity false']);
    expect(asked({ kind: 'family' })).toEqual(['photoId true', 'familyBook true', 'medal false', 'identity false']);
  });

  it('include what was handed in without being asked', () => {
    const { papers, problems } = judge({}, { attachments: ['photoId', 'familyBook'] });
    expect(papers).toContainEqual(
      expect.objectContaining({ key: 'familyBook', required: false, provided: true, conditionVi: 'Cả nhà' }),
    );
    expect(problems).toEqual([]);
  });
});

describe('fees', () => {
  const feesOf = (...about: Parameters<typeof judge>) =>
    Object.fromEntries(judge(...about).fees.map(({ key, totalVnd }) => [key, totalVnd]));

  it('depend on the channel, online when nothing is said', () => {
    expect(feesOf()).toMatchObject({ joining: 80 });
    expect(feesOf({}, { channel: 'post' })).toMatchObject({ joining: 100 });
  });

  it('fall to nothing on a ground that exempts', () => {
    const { fees } = judge({ ground: 'poor' });
    expect(fees[0]).toMatchObject({ key: 'joining', amountVnd: 0, totalVnd: 0, exemption: 'poor' });
    expect(feesOf({ ground: 'none' })).toMatchObject({ joining: 80 });
  });

  it('charge exactly one of a pair divided by a period', () => {
    const pair = (playerDob: unknown) =>
      Object.keys(feesOf({ playerDob })).filter((key) => key === 'early' || key === 'late');
    expect(pair('2026-09-23')).toEqual(['early']);
    expect(pair('2026-09-22')).toEqual(['late']);
    expect(pair('2026-02-30')).toEqual(['early']);
    expect(pair(undefined)).toEqual(['early']);
  });

  it.each([
    [3, 30],
    [4, 40],
    [5, 0],
    [0, 0],
    [1.5, 0],
    ['3', 0],
    [undefined, 0],
  ])('for %p copies make %i đồng', (cards, totalVnd) => {
    expect(feesOf({ cards })).toMatchObject({ card: totalVnd });
  });

  it('leave postage to the carrier', () => {
    const { fees } = judge({ sendCard: 'yes', cards: 1 });
    expect(fees.at(-1)).toMatchObject({ key: 'postage', amountVnd: null, totalVnd: null });
    expect(sumOfFeesVnd(fees)).toBe(80 + 50 + 10);
    expect(feesOf({ sendCard: 'no' })).not.toHaveProperty('postage');
  });
});

describe('steps and time', () => {
  it('are those that exist for the application', () => {
    expect(judge().steps.map(({ key }) => key)).toEqual(['receive', 'tryOut', 'confirm', 'reference', 'admit']);
    expect(judge({}, { channel: 'inPerson' }).steps.map(({ key }) => key)).not.toContain('confirm');
  });

  it('wait only for steps that exist', () => {
    const admit = judge({ kind: 'guest' }, { channel: 'inPerson' }).steps.at(-1);
    expect(admit).toMatchObject({ key: 'admit', dependsOn: ['receive', 'reference'], produces: ['card'] });
    expect(judge().steps[0]).toMatchObject({ sameDay: true, cutoff: '15:00', optional: false });
  });

  it('follow the first case that holds', () => {
    expect(judge().timeLimit).toEqual({
      workingDays: 3,
      sameDay: false,
      supplementClock: 'pause',
      cutoff: '15:00',
      withVerificationWorkingDays: null,
    });
    expect(judge({ kind: 'family' }).timeLimit.workingDays).toBe(5);
  });
});

describe('people', () => {
  it('are reached where the procedure says', () => {
    expect(contactOf(clubDefinition, aMember)).toEqual({
      name: aMember.playerName,
      personalId: aMember.playerId,
      phone: aMember.playerPhone,
      email: null,
    });
    const family = { ...aMember, kind: 'family', partnerName: 'Trần Bình Mẫu' };
    expect(contactOf(clubDefinition, family)).toMatchObject({ name: 'Trần Bình Mẫu', personalId: null });
    expect(contactOf(clubDefinition, 'nothing')).toEqual({ name: null, personalId: null, phone: null, email: null });
  });

  it('get a parcel only when they ask for one', () => {
    expect(deliveryOf(clubDefinition, aMember)).toBeNull();
    expect(deliveryOf(clubDefinition, { ...aMember, sendCard: 'yes' })).toEqual({
      name: aMember.playerName,
      phone: aMember.playerPhone,
      address: homeInHaDong,
    });
  });

  it('are named by all their name fields', () => {
    const answers = { ...aMember, partnerNick: 'Tí', playerDob: 'unknown' };
    expect(subjectsOf(clubDefinition, answers)).toEqual([
      { name: 'Nguyễn An Mẫu Tí', bornOn: null, personalId: aMember.playerId },
    ]);
  });

  it('are protected: every answer is personal, some are sensitive, an agency sees what it was granted', () => {
    expect(personalFields(clubDefinition)).toContainEqual({ key: 'hobbies', sensitive: true });
    expect(personalFields(clubDefinition)).toContainEqual({ key: 'kind', sensitive: false });
    expect(fieldsGrantedTo(clubDefinition, 'coach')).toEqual(['playerName', 'kind']);
    expect(fieldsGrantedTo(clubDefinition, 'constructor')).toEqual([]);
    expect(answersGrantedTo(clubDefinition, 'coach', aMember)).toEqual({
      playerName: aMember.playerName,
      kind: 'adult',
    });
    expect(answersGrantedTo(clubDefinition, 'club', aMember)).toEqual({});
  });
});

describe('a bound of a date', () => {
  it.each([
    ['2020-02-29', '2026-11-22', '2020-02-29'],
    ['today', '2026-11-22', '2026-11-22'],
    ['today-0d', '2026-11-22', '2026-11-22'],
    ['today-22d', '2026-11-22', '2026-10-31'],
    ['today-1m', '2026-03-31', '2026-02-28'],
    ['today-1m', '2024-03-31', '2024-02-28'],
    ['today-14m', '2026-01-15', '2024-11-15'],
    ['today-6y', '2024-02-29', '2018-02-28'],
    ['today-4y', '2024-02-29', '2020-02-29'],
  ])('%s on %s is %s', (text, today, day) => {
    expect(parseDayBound(text)?.(today)).toBe(day);
  });

  it.each(['tomorrow', 'today+1d', 'today-1w', 'today-d', '2026-02-30', ''])('%p is none', (text) => {
    expect(parseDayBound(text)).toBeNull();
  });
});
