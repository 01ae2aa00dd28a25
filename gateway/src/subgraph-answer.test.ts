import { readAnswer } from './subgraph-answer.js';

const read = (body: unknown, status = 200): ReturnType<typeof readAnswer> =>
  readAnswer({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
const codeAfter = (extensions: unknown): unknown =>
  read({ errors: [{ message: 'm', extensions }] }).errors?.[0]?.extensions['code'];

describe('what a subgraph answers', () => {
  it('is data, errors or both, under any status', () => {
    expect(read({ data: { a: 1 } })).toEqual({ data: { a: 1 } });
    expect(read({ data: { a: null }, errors: [] })).toEqual({ data: { a: null } });
    expect(read({ errors: [{ message: 'm', extensions: { code: 'CLUB_FULL' } }] }, 400)).toEqual({
      errors: [{ message: 'm', extensions: { code: 'CLUB_FULL' } }],
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"errors":[]}',
    '{"data":null}',
    '{"errors":"x"}',
    '{"data":[]}',
    '{"errors":[{"message":7}]}',
    '<html>',
  ])('is no answer when it is %j', (body) => {
    expect(() => read(body)).toThrow(/^the answer \(HTTP 200\) is/);
  });

  it('keeps of an error only what a client may know', () => {
    const extensions = {
      code: 'CLUB_FULL',
      details: { waiting: 2 },
      traceId: 't',
      stacktrace: ['x'],
      http: { status: 500 },
    };
    const { errors } = read({ errors: [{ message: 'm'.repeat(900), path: ['a', 0], locations: [{}], extensions }] });
    expect(errors).toEqual([
      {
        message: 'm'.repeat(500),
        path: ['a', 0],
        extensions: { code: 'CLUB_FULL', details: { waiting: 2 }, traceId: 't' },
      },
    ]);
  });

  it('translates codes about our question, and masks those nobody gave', () => {
    expect(codeAfter({ code: 'CLUB_FULL' })).toBe('CLUB_FULL');
    expect(codeAfter({ code: 'BAD_USER_INPUT' })).toBe('BAD_USER_INPUT');
    expect(codeAfter({ code: 'GRAPHQL_VALIDATION_FAILED' })).toBe('BAD_USER_INPUT');
    for (const code of ['GRAPHQL_PARSE_FAILED', 'INTERNAL_SERVER_ERROR', 'INTERNAL', 'lower', '', 7, undefined]) {
      expect(codeAfter({ code })).toBe('INTERNAL');
    }
    expect(codeAfter(null)).toBe('INTERNAL');
  });

  it('is no answer when the subgraph does not accept our identity', () => {
    expect(() => codeAfter({ code: 'UNAUTHENTICATED_CALLER' })).toThrow('does not accept our identity');
  });
});
