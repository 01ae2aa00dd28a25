import { judge, problemsOf, today, clubDefinition } from '../test/club-definition.js';
import { aMember, homeInHaDong } from '../test/tennis-club.js';
import { evaluate, normaliseAnswers } from './evaluate.js';

const aFamily = { kind: 'family', rackets: 2, children: [{ childName: 'Bi', childDob: '2020-01-01' }] };

describe('an application', () => {
  it('without fault has no problem and no warning', () => {
    expect(judge()).toMatchObject({ problems: [], warnings: [] });
  });

  it('tells every problem at once, in the order of the form, then rules, then papers', () => {
    const changes = {
      playerName: '',
      playerDob: '2015-01-01',
      rackets: 9,
      partnerName: 'X Y',
      hobby: 'none',
      playerId: undefined,
    };
    expect(problemsOf(changes, { attachments: ['cup'] })).toEqual([
      'playerName required',
      'playerEmail required',
      'rackets max',
      'partnerName notVisible',
      'hobby unknownField',
      'playerDob rule:adult',
      'photoId attachmentRequired',
      'cup unknownAttachment',
    ]);
  });

  it('shows and requires what the answers so far ask for', () => {
    const { visibleFields, requiredFields } = judge({ kind: 'family', hasPartner: 'yes', playerId: '' });
    expect(visibleFields).toEqual(expect.arrayContaining(['children', 'partnerName', 'acceptsRules']));
    expect(visibleFields).not.toContain('partnerNick');
    expect(requiredFields).toEqual(expect.arrayContaining(['playerEmail', 'children', 'partnerName']));
    expect(judge().requiredFields).not.toContain('playerEmail');
  });

  it('hides a whole section with its answers', () => {
    expect(judge({ kind: 'guest', acceptsRules: undefined }).visibleFields).not.toContain('cards');
    expect(problemsOf({ kind: 'guest' })).toEqual(['acceptsRules notVisible']);
  });

  it('checks nothing else of a hidden answer', () => {
    expect(problemsOf({ partnerId: 7 })).toEqual(['partnerId notVisible']);
  });

  it.each([null, '', [], {}])('takes %j for no answer', (nothing) => {
    expect(problemsOf({ playerGender: nothing, rackets: nothing })).toEqual(['playerGender required']);
  });

  it('needs a declaration to be true', () => {
    expect(problemsOf({ acceptsRules: false })).toEqual(['acceptsRules required']);
  });

  it.each([
    ['2026-10-22', []],
    ['2026-10-21', ['startsOn min']],
    ['2030-01-01', []],
    ['2030-01-02', ['startsOn max']],
  ])('judges a start on %s by today', (startsOn, problems) => {
    expect(problemsOf({ startsOn })).toEqual(problems);
  });

  it('is the same whatever order the answers come in', () => {
    const wrong = { ...aMember, zebra: 1, ant: 2, rackets: 9 };
    const reversed = Object.fromEntries(Object.entries(wrong).reverse());
    expect(evaluate(clubDefinition, reversed, { today })).toEqual(evaluate(clubDefinition, wrong, { today }));
  });

  it('is read trimmed and in NFC', () => {
    const typed = {
      playerName: `  ${'Nguyễn Án'.normalize('NFD')} `,
      home: { ...homeInHaDong, detail: ' Số 1 '.normalize('NFD') },
    };
    expect(problemsOf(typed)).toEqual([]);
    expect(normaliseAnswers(clubDefinition, { ...typed, stranger: 1 })).toEqual({
      playerName: 'Nguyễn Án',
      home: { ...homeInHaDong, detail: 'Số 1' },
    });
  });
});

describe('a rule', () => {
  it.each([
    ['minAge', { playerDob: '2008-11-23' }, ['playerDob rule:adult']],
    ['minAge on the birthday', { playerDob: '2008-11-22' }, []],
    ['minAge for another kind', { playerDob: '2008-11-23', kind: 'guest', acceptsRules: undefined }, []],
    ['maxAge', { playerDob: '2008-11-22', kind: 'junior' }, ['playerDob rule:junior']],
    ['maxAge a day earlier', { playerDob: '2008-11-23', kind: 'junior' }, []],
    ['dateOrder', { startsOn: '2026-11-22', endsOn: '2026-11-21' }, ['endsOn rule:order']],
    ['dateOrder on the same day', { startsOn: '2026-11-22', endsOn: '2026-11-22' }, []],
    ['dateOrder without one date', { endsOn: '2026-11-21' }, []],
    ['dateBefore', { endsOn: '2031-01-01' }, ['endsOn rule:old']],
    ['dateBefore on the day before', { endsOn: '2030-12-31' }, []],
    ['equalsWhen', { ...aFamily, rackets: 3 }, ['rackets rule:familyRackets']],
    ['equalsWhen, absent', { ...aFamily, rackets: undefined }, ['rackets rule:familyRackets']],
    ['equalsWhen, equal', aFamily, []],
    [
      'notOption',
      { kind: 'guest', acceptsRules: undefined, hasPartner: 'yes', partnerName: 'Ab' },
      ['kind rule:noGuestPartner'],
    ],
    ['distinct', { hasPartner: 'yes', partnerName: 'Ab', partnerId: aMember.playerId }, ['partnerId rule:two']],
    ['distinct, one absent', { hasPartner: 'yes', partnerName: 'Ab' }, []],
  ])('%s', (_, changes, problems) => {
    expect(problemsOf(changes, { attachments: ['photoId', 'familyBook'] })).toEqual(problems);
  });

  it.each([
    ['withinDays', { startsOn: '2026-11-11' }, ['startsOn rule:soon']],
    ['withinDays on the last day', { startsOn: '2026-11-12' }, []],
    ['withinDays in the future', { startsOn: '2027-11-12' }, []],
    ['withinDays, malformed', { startsOn: 'soon' }, []],
    ['personalIdMatches, gender', { playerGender: 'female' }, ['playerId rule:idFits']],
    ['personalIdMatches, year', { playerDob: '1991-01-01' }, ['playerId rule:idFits']],
    ['minAge at another date', { startsOn: '2006-04-30' }, ['playerDob rule:adultAtStart', 'startsOn rule:soon']],
  ])('that only warns: %s', (_, changes, warnings) => {
    expect(judge(changes).warnings.map(({ field, code }) => `${field} ${code}`)).toEqual(warnings);
  });

  it('lets a person born on 29 February come of age on 1 March', () => {
    expect(problemsOf({ playerDob: '2008-02-29' }, { today: '2026-02-28' })).toEqual(['playerDob rule:adult']);
    expect(problemsOf({ playerDob: '2008-02-29' }, { today: '2026-03-01' })).toEqual([]);
  });
});
