import { type Attack, get, many, post } from './attack.js';

const bad = { family: 'bad bodies', status: 400, code: 'BAD_REQUEST' } as const;
const wrong = { family: 'bad values', status: 400, code: 'BAD_USER_INPUT' } as const;
const plain = '{ __typename }';

/** Bodies that are no request. */
const bodies: readonly Attack[] = [
  { ...bad, name: 'half of a JSON', send: post('{"query": ') },
  { ...bad, name: 'an empty one', send: post('') },
  { ...bad, name: 'null', send: post('null') },
  { ...bad, name: 'a number', send: post('7') },
  { ...bad, name: 'a batch of 100', send: post(`[${many(100, () => '{"query":"{ __typename }"}', ',')}]`) },
  { ...bad, name: 'an operation that is a list', send: post({ query: [plain] }) },
  { ...bad, name: 'no operation', send: post({}) },
  { ...bad, name: '40,000 brackets', send: post(`${'['.repeat(40_000)}${']'.repeat(40_000)}`) },
  { ...bad, name: 'NUL bytes', send: post('\0\0\0') },
  { ...bad, name: '__proto__ in the body', send: post(`{"query":"${plain}","__proto__":{"polluted":1}}`) },
  {
    ...bad,
    name: '__proto__ in the variables',
    send: post(`{"query":"${plain}","variables":{"__proto__":{"polluted":1}}}`),
  },
  {
    ...bad,
    name: '__proto__, deep and escaped',
    send: post(`{"query":"${plain}","variables":{"a":[{"\\u005f_proto__":{"polluted":1}}]}}`),
  },
  {
    ...bad,
    name: 'constructor.prototype',
    send: post(`{"query":"${plain}","variables":{"a":{"constructor":{"prototype":{"polluted":1}}}}}`),
  },
  {
    ...bad,
    name: 'another type',
    status: 415,
    code: 'UNSUPPORTED_CONTENT_TYPE',
    send: post('<a/>', { 'content-type': 'application/xml' }),
  },
  { ...bad, name: 'another charset’s bytes', code: 'GRAPHQL_PARSE_FAILED', send: post({ query: '\ufffd\ufffd' }) },
  {
    ...bad,
    name: 'an operation that is not there',
    code: 'UNKNOWN_OPERATION',
    send: post({ query: 'query a { __typename }', operationName: 'b' }),
  },
  {
    ...bad,
    name: 'two operations and no name',
    code: 'UNKNOWN_OPERATION',
    send: post({ query: 'query a { __typename } query b { __typename }' }),
  },
];

const member = 'query ($first: Int!) { administrativeUnits(first: $first, provinceCode: "01") { __typename } }';
const id = 'query ($id: ID!) { dossier(id: $id) { code } }';
const input = 'mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { draft { id } } }';
const saved = { requestId: '1', draftId: '1' };
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** Variables of every wrong type. */
const values: readonly Attack[] = [
  { ...wrong, name: 'variables: a text', code: 'BAD_REQUEST', send: post({ query: plain, variables: 'x' }) },
  { ...wrong, name: 'variables: a number', code: 'BAD_REQUEST', send: post({ query: plain, variables: 7 }) },
  { ...wrong, name: 'variables: a list', code: 'BAD_REQUEST', send: post({ query: plain, variables: [1] }) },
  { ...wrong, name: 'variables: true', code: 'BAD_REQUEST', send: post({ query: plain, variables: true }) },
  {
    ...wrong,
    name: 'variables by GET that are no JSON',
    code: 'BAD_REQUEST',
    send: get({ query: plain, variables: '{' }),
  },
  ...([null, 'x', 1.5, -(2 ** 40), true, [1], { a: 1 }] as const).map((first): Attack => ({
    ...wrong,
    name: `${JSON.stringify(first)} for Int!`,
    send: post({ query: member, variables: { first } }),
  })),
  ...([null, 1.5, true, ['a', 'b'], { a: 1 }] as const).map((value): Attack => ({
    ...wrong,
    name: `${JSON.stringify(value)} for ID!`,
    send: post({ query: id, variables: { id: value } }),
  })),
  ...(
    [null, 'x', 7, [1], {}, { ...saved, answers: {}, more: 1 }, { requestId: {}, draftId: [], answers: {} }] as const
  ).map((value): Attack => ({
    ...wrong,
    name: `${JSON.stringify(value)} for an input`,
    send: post({ query: input, variables: { input: value } }),
  })),
  {
    ...{ ...wrong, name: '20,000 lists inside each other', code: 'OPERATION_TOO_COMPLEX' },
    send: post(
      `{"query":${JSON.stringify(input)},"variables":{"input":{"requestId":"1","draftId":"1","answers":{"a":${deep}}}}}`,
    ),
  },
  { ...wrong, name: 'a variable that is missing', send: post({ query: id }) },
];

export const bodyAttacks: readonly Attack[] = [...bodies, ...values];
