import { loadNationalCalendar } from '@motcua/vietnam';
import { judge } from './judgement.js';
import { tennisAnswers, tennisDefinition } from './tennis-club.fixture.js';

const friday = new Date('2026-11-20T09:00:00+07:00');
const calendar = loadNationalCalendar();
const papers = ['photo', 'medicalNote'];
const channel = 'ONLINE';

describe('what the desk would say of an application', () => {
  it('has nothing against a complete one and says fee, steps and date', () => {
    const judged = judge({ definition: tennisDefinition(), answers: tennisAnswers, papers, channel }, friday, calendar);
    expect(judged.problems).toEqual([]);
    expect(judged.fees.map(({ key, quantity, totalVnd }) => [key, quantity, totalVnd])).toEqual([
      ['joining', 1, 50_000],
      ['card', 2, 16_000],
    ]);
    expect(judged.feeTotalVnd).toBe(66_000);
    // 24 November is a holiday.
    expect(judged.dueAt).toEqual(new Date('2026-11-30T17:00:00+07:00'));
    expect(judged.steps.map(({ key }) => key)).toEqual([
      'welcome',
      'appraise',
      'notify',
      'assignCourt',
      'insurePlayer',
      'return',
    ]);
  });

  it('counts a filing after the cut-off from the next working day', () => {
    const afternoon = new Date('2026-11-20T15:30:00+07:00');
    const { dueAt } = judge(
      { definition: tennisDefinition(), answers: tennisAnswers, papers, channel },
      afternoon,
      calendar,
    );
    expect(dueAt).toEqual(new Date('2026-12-01T17:00:00+07:00'));
  });

  it('names each problem with its place, its code and words in two languages', () => {
    const answers = {
      ...tennisAnswers,
      playerName: undefined,
      bornOn: '2020-01-01',
      rackets: [{ brand: 'fine' }, { brand: 'far too long a brand' }],
      toAddress: { ...tennisAnswers.toAddress, wardCode: 'x' },
      backhand: 1,
    };
    const { problems } = judge(
      { definition: tennisDefinition(), answers, papers: ['photo', 'trophy'], channel },
      friday,
      calendar,
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        {
          path: 'playerName',
          field: 'playerName',
          code: 'required',
          message: { vi: 'Chưa điền: playerName (vi)', en: 'Not filled in: playerName' },
        },
        expect.objectContaining({
          path: 'bornOn',
          code: 'rule:oldEnough',
          message: { vi: 'Người chơi phải đủ 12 tuổi', en: 'Players are at least 12' },
        }),
        expect.objectContaining({ path: 'rackets[1].brand', field: 'rackets', code: 'max' }),
        expect.objectContaining({ path: 'toAddress.wardCode', code: 'pattern' }),
        expect.objectContaining({ path: 'backhand', code: 'unknownField' }),
        expect.objectContaining({ path: 'medicalNote', code: 'attachmentRequired' }),
        expect.objectContaining({ path: 'trophy', code: 'unknownAttachment' }),
      ]),
    );
    expect(problems).toHaveLength(7);
  });

  it('judges answers of wrong types and odd keys as data', () => {
    const odd: unknown = JSON.parse('{"cards":"two","coached":7,"__proto__":{"admin":true},"constructor":1}');
    if (typeof odd !== 'object' || odd === null) throw new Error('not an object');
    const { problems } = judge(
      { definition: tennisDefinition(), answers: { ...odd }, papers: [], channel },
      friday,
      calendar,
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'cards', code: 'type' }),
        expect.objectContaining({ path: 'coached' }),
        expect.objectContaining({ path: 'constructor', code: 'unknownField' }),
        expect.objectContaining({ path: '__proto__', code: 'unknownField' }),
      ]),
    );
    expect('admin' in {}).toBe(false);
  });
});
