import { clubDefinition, judge } from '../test/club-definition.js';
import { problemPath, problemText } from './problem-text.js';

describe('a problem in words', () => {
  const textsOf = (changes: object) =>
    judge(changes).problems.map((problem) => [problemPath(problem), problemText(clubDefinition, problem)] as const);

  it('is said by the label of the field or the name of the paper', () => {
    expect(textsOf({ playerName: undefined })).toContainEqual([
      'playerName',
      { vi: 'Chưa điền: playerName', en: 'Not filled in: playerName' },
    ]);
    const [missing] = judge({}, { attachments: [] }).problems;
    expect(missing && problemText(clubDefinition, missing)).toEqual({
      vi: 'Còn thiếu giấy tờ: photoId',
      en: 'This paper is missing: photoId',
    });
  });

  it('is said by the rule itself when a rule is broken, and by the key when nothing has a name', () => {
    const text = (code: `rule:${string}` | 'unknownField') => problemText(clubDefinition, { field: 'x', code });
    const [rule] = clubDefinition.procedure.rules;
    expect(text(`rule:${rule?.key ?? ''}`)).toEqual({ vi: rule?.messageVi, en: rule?.messageEn });
    expect(text('rule:nobody')).toEqual({ vi: 'rule:nobody', en: 'rule:nobody' });
    expect(text('unknownField').en).toBe('The form has no such field: x');
  });

  it.each([
    [undefined, 'list'],
    ['/wardCode', 'list.wardCode'],
    ['/0/memberName', 'list[0].memberName'],
    ['/12', 'list[12]'],
  ])('names the place inside an answer (%s → %s)', (path, expected) => {
    expect(problemPath({ field: 'list', code: 'type', ...(path === undefined ? {} : { path }) })).toBe(expected);
  });
});
