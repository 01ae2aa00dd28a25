import type { Otherwise } from '../issuer.js';
import { type Attack, asked, json, nextCaller } from './attack.js';

const bearing =
  (token: (sign: (otherwise?: Otherwise) => Promise<string>) => Promise<string> | string): Attack['send'] =>
  async ({ url, issuer }) =>
    fetch(`${url}/graphql`, {
      ...{ method: 'POST', body: '{"query":"{ __typename }"}' },
      headers: { ...json, ...nextCaller(), authorization: `Bearer ${await token(issuer.sign)}` },
    });
const refused = { family: 'bad tokens', status: 401, code: 'UNAUTHENTICATED' } as const;

const tokens: readonly Attack[] = [
  { ...refused, name: 'of another issuer', send: bearing((sign) => sign({ issuer: 'https://issuer.example' })) },
  { ...refused, name: 'for another audience', send: bearing((sign) => sign({ audience: 'another' })) },
  { ...refused, name: 'expired', send: bearing((sign) => sign({ expiresAt: 1_700_000_000 })) },
  { ...refused, name: 'of another type', send: bearing((sign) => sign({ type: 'JWT' })) },
  { ...refused, name: 'signed by a stranger', send: bearing((sign) => sign({ signedBy: 'stranger' })) },
  { ...refused, name: 'signed with the public key', send: bearing((sign) => sign({ signedBy: 'shared-secret' })) },
  { ...refused, name: 'signed by nobody', send: bearing((sign) => sign({ signedBy: 'nobody' })) },
  { ...refused, name: 'about nobody', send: bearing((sign) => sign({ claims: { motcua_kind: 'citizen' } })) },
  {
    ...refused,
    name: 'of a kind that is not ours',
    send: bearing((sign) => sign({ claims: { sub: 'a', motcua_kind: 'king' } })),
  },
  {
    ...refused,
    name: 'an internal identity’s kind',
    send: bearing((sign) => sign({ claims: { sub: 'a', motcua_kind: '__proto__' } })),
  },
  { ...refused, name: 'nonsense', send: bearing(() => 'nonsense') },
  { ...refused, name: 'of 9,000 letters', send: bearing(() => 'a'.repeat(9_000)) },
  {
    ...refused,
    name: 'changed by one letter',
    send: bearing(async (sign) => (await sign()).replace(/.(?=\.[^.]*$)/, (letter) => (letter === 'A' ? 'B' : 'A'))),
  },
];

const withFiles =
  (body: (form: FormData) => void): Attack['send'] =>
  async ({ url, issuer }) => {
    const form = new FormData();
    body(form);
    const headers = { ...asked, ...nextCaller(), authorization: `Bearer ${await issuer.sign()}` };
    return fetch(`${url}/graphql`, { method: 'POST', headers, body: form });
  };
const operations = (variables: unknown = { file: null }): string =>
  JSON.stringify({
    query:
      'mutation ($file: Upload!) { attachFile(input: { requestId: "1", draftId: "1", paper: "p", file: $file }) { attachment { id } } }',
    variables,
  });
const parts = (fields: Readonly<Record<string, string>>): Attack['send'] =>
  withFiles((form) => {
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
  });
const raw =
  (type: string, body: string): Attack['send'] =>
  async ({ url, issuer }) =>
    fetch(`${url}/graphql`, {
      ...{ method: 'POST', body },
      headers: { ...asked, ...nextCaller(), 'content-type': type, authorization: `Bearer ${await issuer.sign()}` },
    });
const broken = { family: 'bad files', status: 400, code: 'BAD_MULTIPART' } as const;
const half = '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"';

const files: readonly Attack[] = [
  {
    ...broken,
    name: 'from nobody',
    status: 401,
    code: 'SIGN_IN_REQUIRED',
    send: ({ url }) =>
      fetch(`${url}/graphql`, { method: 'POST', headers: { ...asked, ...nextCaller() }, body: new FormData() }),
  },
  { ...broken, name: 'without a map', send: parts({ operations: operations() }) },
  { ...broken, name: 'map before operations', send: parts({ map: '{}', operations: operations() }) },
  { ...broken, name: 'a map that is no JSON', send: parts({ operations: operations(), map: '{' }) },
  { ...broken, name: 'operations that are no JSON', send: parts({ operations: '{', map: '{}' }) },
  {
    ...broken,
    code: 'BAD_USER_INPUT',
    name: 'a map into nowhere',
    send: parts({ operations: operations(), map: '{"0":["a.b.c"]}' }),
  },
  {
    ...broken,
    name: 'a map into a prototype',
    code: 'BAD_USER_INPUT',
    send: parts({ operations: operations(), map: '{"0":["variables.__proto__.x"]}' }),
  },
  {
    ...broken,
    late: true,
    name: 'a file that does not come',
    code: 'FILE_MISSING',
    send: parts({ operations: operations(), map: '{"0":["variables.file"]}' }),
  },
  {
    ...broken,
    name: 'six files',
    status: 413,
    code: 'TOO_MANY_FILES',
    send: withFiles((form) => {
      form.append('operations', operations());
      form.append(
        'map',
        JSON.stringify(Object.fromEntries(Array.from({ length: 6 }, (_, n) => [n, ['variables.file']]))),
      );
      for (let n = 0; n < 6; n += 1) form.append(String(n), new File(['x'], 'a.pdf'));
    }),
  },
  {
    ...broken,
    name: '__proto__ in operations',
    code: 'BAD_REQUEST',
    send: parts({ operations: '{"query":"{ __typename }","variables":{"__proto__":{"polluted":1}}}', map: '{}' }),
  },
  { ...broken, name: 'a batch', code: 'BAD_REQUEST', send: parts({ operations: `[${operations()}]`, map: '{}' }) },
  {
    ...broken,
    name: 'operations of 200 KB',
    status: 413,
    code: 'BODY_TOO_LARGE',
    send: parts({ operations: operations('x'.repeat(200_000)), map: '{}' }),
  },
  {
    ...broken,
    code: 'UPLOAD_INTERRUPTED',
    name: 'cut off in the middle',
    send: raw('multipart/form-data; boundary=x', half),
  },
  { ...broken, name: 'without a boundary', send: raw('multipart/form-data', half) },
  { ...broken, name: 'of another multipart type', send: raw('multipart/mixed; boundary=x', half) },
];

export const callerAttacks: readonly Attack[] = [...tokens, ...files];
