import { request } from 'node:http';
import { Readable } from 'node:stream';
import { aCitizen } from './identity-issuer.js';
import { bearer, send } from './running-gateway.js';
import { file, keepMany, keepOne, operation, startUploading, type Uploading } from './upload-form.js';

let running: Uploading;
beforeAll(async () => {
  running = await startUploading();
});
afterAll(() => running.close());

describe('a request with files that cannot be served', () => {
  it('is refused before its body is read when it brings no preflight header, no token or a bad one', async () => {
    const preflight = { 'apollo-require-preflight': 'true' };
    const expectations: [Record<string, string>, number, string][] = [
      [bearer(running.token), 400, 'PREFLIGHT_HEADER_REQUIRED'],
      [preflight, 401, 'SIGN_IN_REQUIRED'],
      [{ ...preflight, ...bearer(await running.issuer.sign(aCitizen, { forged: true })) }, 401, 'UNAUTHENTICATED'],
    ];
    for (const [headers, status, code] of expectations) {
      const answer = await neverFinished({ ...headers, 'content-type': 'multipart/form-data; boundary=x' });
      expect(answer).toEqual({ status, code });
    }
  });

  it('is refused with 413 when a file is larger than allowed, and the next one is fine', async () => {
    const tooBig = await running.upload({ query: keepOne, variables: { file: null } }, { 0: ['variables.file'] }, [
      file(Buffer.alloc(26_000_000)),
    ]);
    expect({ status: tooBig.status, codes: tooBig.codes, data: tooBig.data }).toEqual({
      status: 413,
      codes: ['FILE_TOO_LARGE'],
      data: null,
    });
    const next = await running.upload({ query: keepOne, variables: { file: null } }, { 0: ['variables.file'] }, [
      file(Buffer.from('fine')),
    ]);
    expect(next.data?.['keep']).toMatchObject({ bytes: 4 });
  });

  it('is refused when it holds too many files', async () => {
    const answer = await running.upload(
      { query: keepMany, variables: { files: [null, null, null] } },
      { 0: ['variables.files.0'], 1: ['variables.files.1'], 2: ['variables.files.2'] },
      [1, 2, 3].map(() => file(Buffer.from('x'))),
    );
    expect(answer).toMatchObject({ status: 413, codes: ['TOO_MANY_FILES'] });
  });

  it.each<[string, (form: FormData) => void, string]>([
    ['no operations', (form) => form.append('map', '{}'), 'BAD_MULTIPART'],
    [
      'map before operations',
      (form) => {
        form.append('map', '{}');
        form.append('operations', '{}');
      },
      'BAD_MULTIPART',
    ],
    [
      'broken operations',
      (form) => {
        form.append('operations', '{');
        form.append('map', '{}');
      },
      'BAD_MULTIPART',
    ],
    [
      'a map into a prototype',
      (form) => {
        form.append('operations', operation(keepOne));
        form.append('map', '{"0":["variables.__proto__.x"]}');
      },
      'BAD_USER_INPUT',
    ],
    [
      'operations with a prototype',
      (form) => {
        form.append('operations', `{"query":"{ kept }","variables":{"__proto__":{"polluted":1}}}`);
        form.append('map', '{}');
      },
      'BAD_REQUEST',
    ],
    [
      'a batch',
      (form) => {
        form.append('operations', `[${operation(keepOne)}]`);
        form.append('map', '{}');
      },
      'BAD_REQUEST',
    ],
    [
      'too much',
      (form) => {
        form.append('operations', `{"query":"{ kept }","x":"${'x'.repeat(60_000)}"}`);
        form.append('map', '{}');
      },
      'BODY_TOO_LARGE',
    ],
    [
      'too complex an operation',
      (form) => {
        form.append('operations', operation(`{ ${'kept '.repeat(450)} }`));
        form.append('map', '{}');
      },
      'OPERATION_TOO_COMPLEX',
    ],
  ])('(%s) is answered as JSON with a code', async (_, fill, code) => {
    const form = new FormData();
    fill(form);
    const answer = await running.sendForm(form);
    expect(answer.codes).toEqual([code]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect('polluted' in {}).toBe(false);
  });

  it('lacks a file that it names', async () => {
    const form = new FormData();
    form.append('operations', operation(keepOne));
    form.append('map', '{"0":["variables.file"]}');
    expect(await running.sendForm(form)).toMatchObject({ status: 400, codes: ['FILE_MISSING'] });
  });

  it('is not multipart at all', async () => {
    const headers = { ...bearer(running.token), 'apollo-require-preflight': 'true' };
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x', 'multipart/mixed; boundary=x']) {
      const answer = await send(running.url, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body: 'nonsense',
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.codes).toHaveLength(1);
    }
  });

  it('sends files to two places', async () => {
    const query =
      'mutation ($a: Upload!, $b: Upload!) { x: keep(input: { file: $a }) { bytes } y: keep(input: { file: $b }) { bytes } }';
    const answer = await running.upload(
      { query, variables: { a: null, b: null } },
      { 0: ['variables.a'], 1: ['variables.b'] },
      [file(Buffer.from('1')), file(Buffer.from('22'))],
    );
    // Both fields are one question to one subgraph, so this is served; two subgraphs would not be.
    expect(answer.data).toEqual({ x: { bytes: 1 }, y: { bytes: 2 } });
  });

  it('cannot smuggle a file into JSON', async () => {
    const { codes } = await running.ask(keepOne, {
      token: running.token,
      variables: { file: { promise: {}, file: {} } },
    });
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });
});

/** Sends the head of a request and never its body: an answer then owes nothing to the body. */
function neverFinished(
  headers: Record<string, string>,
): Promise<{ status: number | undefined; code: string | undefined }> {
  return new Promise((resolve, reject) => {
    const call = request(`${running.url}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-length': '9000000' },
    });
    call.on('error', reject);
    call.on('response', (response) => {
      void Readable.from(response)
        .toArray()
        .then((chunks: Buffer[]) => {
          call
            .removeAllListeners('error')
            .on('error', () => undefined)
            .destroy();
          const code = /"code":"(\w+)"/.exec(Buffer.concat(chunks).toString())?.[1];
          resolve({ status: response.statusCode, code });
        });
    });
    call.flushHeaders();
  });
}
