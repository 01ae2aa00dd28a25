import { buildSchema } from 'graphql';
import { createRequestJudge, isDeeperThan } from './request-judgement.js';

const judge = createRequestJudge(buildSchema('type Query { b: B all(first: Int): [B!] } type B { c: B }'));
const judgeRequest = (asked: unknown) => judge(asked).problem;

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);

describe('a request', () => {
  it.each([
    ['variables inside each other without end', { query: '{ a }', variables: nested(20_000) }],
    ['brackets inside each other without end', { query: `{ a(b: ${'['.repeat(30_000)}) }` }],
    ['a page of 20,000', { query: '{ all(first: 20000) { c { c { __typename } } } }' }],
    [
      'a page of 20,000 by a variable',
      { query: 'query ($n: Int) { all(first: $n) { __typename } }', variables: { n: 20_000 } },
    ],
    ['the same by GET', { query: 'query ($n: Int) { all(first: $n) { __typename } }', variables: '{"n":20000}' }],
    ['too many aliases', { query: `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: b`).join(' ')} }` }],
  ])('with %s is too complex, the second time as well', (_, request) => {
    expect([judgeRequest(request), judgeRequest(request)]).toEqual(['OPERATION_TOO_COMPLEX', 'OPERATION_TOO_COMPLEX']);
  });

  it.each([
    ['names one that is not there', { query: 'query a { b }', operationName: 'b' }],
    ['has two and names none', { query: 'query a { b } query c { d }' }],
    ['has two and names nothing', { query: 'query a { b } query c { d }', operationName: '' }],
    ['has none', { query: 'fragment a on B { c }' }],
  ])('that %s holds no known operation', (_, request) => {
    expect(judgeRequest(request)).toBe('UNKNOWN_OPERATION');
  });

  it.each([
    ['one operation', { query: 'query a { b }' }],
    ['one of two', { query: 'query a { b } query c { d }', operationName: 'c' }],
    ['no name, as null', { query: 'query a { b }', operationName: null }],
    ['variables as deep as a procedure', { query: '{ a }', variables: { procedure: nested(20) } }],
    ['what the server refuses', { query: 7 }],
    ['what the server cannot parse', { query: '{' }],
    ['nothing', null],
  ])('with %s goes on', (_, request) => {
    expect(judgeRequest(request)).toBeNull();
  });
});

it('counts levels', () => {
  expect([isDeeperThan(3, nested(3)), isDeeperThan(3, nested(4)), isDeeperThan(0, 'text')]).toEqual([
    false,
    true,
    false,
  ]);
});
