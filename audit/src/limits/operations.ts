import { type Attack, asked, get, many, nextCaller, post } from './attack.js';

const query = (text: string, otherwise: object = {}) => post({ query: text, ...otherwise });
const tooComplex = { family: 'too much', status: 400, code: 'OPERATION_TOO_COMPLEX' } as const;
const doubling = `{ ...f0 } ${many(20, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f20 on Query { __typename }`;

/** Operations that would cost much more than they are long. */
const tooMuch: readonly Attack[] = [
  {
    ...{ family: 'too much', name: 'a query of 1 MB', status: 413, code: 'BODY_TOO_LARGE' },
    send: query(`{ __typename ${' '.repeat(1_000_000)} }`),
  },
  {
    ...tooComplex,
    name: '10,000 aliases',
    send: query(`{${many(10_000, (n) => `${n.toString(36).replace(/^/, 'a')}:id`, ' ')}}`),
  },
  { ...tooComplex, name: '101 aliases', send: query(`{ ${many(101, (n) => `a${n}: __typename`)} }`) },
  { ...tooComplex, name: '500 times one field', send: query(`{ ${'__typename '.repeat(500)} }`) },
  { ...tooComplex, name: '30,000 levels', send: query('{a'.repeat(30_000)) },
  { ...tooComplex, name: '11 levels', send: query(`{ ${'a { '.repeat(10)}a${' }'.repeat(10)} }`) },
  { ...tooComplex, name: '30,000 brackets in an argument', send: query(`{ a(b: ${'['.repeat(30_000)}) }`) },
  { ...tooComplex, name: 'fragments that double each other', send: query(doubling) },
  {
    ...tooComplex,
    name: '25 directives on one field',
    send: query(`{ __typename ${'@include(if: true) '.repeat(25)} }`),
  },
  { ...tooComplex, name: '1,000 unknown directives', send: query(`{ __typename ${'@a'.repeat(1_000)} }`) },
  { ...tooComplex, name: '101 aliases by GET', send: get({ query: `{ ${many(101, (n) => `a${n}: __typename`)} }` }) },
  {
    ...tooComplex,
    code: 'GRAPHQL_VALIDATION_FAILED',
    name: 'introspection in a circle',
    send: query(`{ __schema { ${'types { fields { type { '.repeat(30)} name ${'} } } '.repeat(30)} } }`),
  },
  {
    ...{ family: 'too much', name: 'fragments in a ring', status: 400, code: 'GRAPHQL_VALIDATION_FAILED' },
    send: query('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'),
  },
  {
    ...{ family: 'too much', name: 'ten unknown directives', status: 400, code: 'GRAPHQL_VALIDATION_FAILED' },
    send: query(`{ __typename ${'@wild '.repeat(10)} }`),
  },
  ...[
    '{ a: trackDossier(code: "1") { code } b: trackDossier(code: "2") { code } }',
    `{ ${many(14, (n) => `a${n}: trackDossier(code: "${n}") { code }`)} }`,
  ].map((text, index): Attack => ({
    ...{
      family: 'too much',
      name: `${index === 0 ? 2 : 14} guesses of a dossier`,
      status: 400,
      code: 'ONE_TRACKING_FIELD_ONLY',
    },
    send: query(text),
  })),
];

const mutation =
  'mutation { startDraft(input: { requestId: "1", procedureCode: "1", officeId: "1" }) { draft { id } } }';
const urlEncoded = { 'content-type': 'application/x-www-form-urlencoded' };
const foreign = 'what a foreign page could send';

/** What a browser sends for any page without asking first. */
const foreignPage: readonly Attack[] = [
  {
    family: foreign,
    name: 'a query by GET, no header',
    status: 400,
    code: 'BAD_REQUEST',
    send: get({ query: '{ __typename }' }, {}),
  },
  { family: foreign, name: 'a mutation by GET', status: 405, code: 'BAD_REQUEST', send: get({ query: mutation }) },
  {
    ...{ family: foreign, name: 'a mutation in a form, url-encoded', status: 415, code: 'UNSUPPORTED_CONTENT_TYPE' },
    send: post(new URLSearchParams({ query: mutation }).toString(), urlEncoded),
  },
  {
    ...{ family: foreign, name: 'the same, with the header', status: 415, code: 'UNSUPPORTED_CONTENT_TYPE' },
    send: post(new URLSearchParams({ query: mutation }).toString(), { ...urlEncoded, ...asked }),
  },
  {
    ...{ family: foreign, name: 'JSON that calls itself text', status: 400, code: 'BAD_REQUEST' },
    send: post({ query: mutation }, { 'content-type': 'text/plain' }),
  },
  {
    ...{ family: foreign, name: 'files without the header', status: 400, code: 'PREFLIGHT_HEADER_REQUIRED' },
    send: ({ url }) => fetch(`${url}/graphql`, { method: 'POST', headers: nextCaller(), body: new FormData() }),
  },
];

const about = { family: 'what tells about the graph', status: 400, code: 'GRAPHQL_VALIDATION_FAILED' } as const;

/** What tells a stranger how the graph is made. */
const telling: readonly Attack[] = [
  { ...about, name: 'introspection', send: query('{ __schema { types { name } } }') },
  { ...about, name: 'introspection of one type', send: query('{ __type(name: "Dossier") { fields { name } } }') },
  { ...about, name: 'introspection by GET', send: get({ query: '{ __schema { types { name } } }' }) },
  { ...about, name: 'a misspelt field', send: query('{ dosier(id: "1") { id } }') },
  { ...about, name: 'the subgraphs’ own fields', send: query('{ _service { sdl } }') },
  {
    ...about,
    name: 'entities past their queries',
    send: query('{ _entities(representations: [{ __typename: "Dossier", id: "1" }]) { __typename } }'),
  },
  {
    ...{ family: about.family, name: 'a page with an explorer', status: 400, code: 'BAD_REQUEST' },
    send: get({}, { accept: 'text/html' }),
  },
];

export const operationAttacks: readonly Attack[] = [...tooMuch, ...foreignPage, ...telling];
