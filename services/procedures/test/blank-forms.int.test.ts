import { parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { readPrinted } from '@motcua/printed-documents/testing';
import { envShape } from '../src/env.js';
import { startProcedures } from '../src/main.js';
import { readFiles } from '../src/read-files.js';

let bench: TestBench;
let url: string;

beforeAll(async () => {
  bench = await startTestBench('procedures');
  const files = readFiles();
  const definitions = files.definitions.map(({ procedure, ...lists }) => ({
    ...lists,
    procedure: procedure.code === '2.000635' ? { ...procedure, serviceLevel: 1 as const } : procedure,
  }));
  const env = parseEnv(envShape, bench.env());
  ({ url } = await startProcedures(env, bench.lifecycle, bench.log, { ...files, definitions }));
}, 60_000);
afterAll(() => bench.close(), 30_000);

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => fetch(new URL(path, url), { headers });
const formsOf = async (code: string) =>
  (
    await bench.query(
      `${url}/graphql`,
      `{ procedure(code: "${code}") { blankForms { name { vi } downloadPath contentType } } }`,
    )
  ).at('procedure.blankForms');

describe('blank forms', () => {
  it('are offered from level 2 on', async () => {
    expect(await formsOf('1.000894')).toEqual([
      {
        name: { vi: expect.stringContaining('kết hôn') },
        downloadPath: '/forms/1.000894/1.pdf?language=vi',
        contentType: 'application/pdf',
      },
    ]);
    expect(await formsOf('2.000635')).toEqual([]);
    expect((await get('/forms/2.000635/1.pdf')).status).toBe(404);
  });

  it('are sent to anybody, to be saved and kept', async () => {
    const answer = await get('/forms/1.000894/1.pdf?language=en');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="dang-ky-ket-hon-1.000894-en.pdf"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=86400, immutable',
    });
    const printed = readPrinted(Buffer.from(await answer.arrayBuffer()));
    expect(printed).toMatchObject({ language: 'en', title: expect.stringContaining('(1.000894@1)') });
    expect(readPrinted(Buffer.from(await (await get('/forms/1.000894/1.pdf')).arrayBuffer())).language).toBe('vi');
  });

  it('are not sent again to whoever has them', async () => {
    const etag = (await get('/forms/1.000894/1.pdf')).headers.get('etag') ?? '';
    const answer = await get('/forms/1.000894/1.pdf', { 'if-none-match': etag });
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 304, body: '' });
    expect((await get('/forms/1.000894/1.pdf', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get('/forms/1.000894/1.pdf?language=en')).headers.get('etag')).not.toBe(etag);
  });

  it('are printed once for many who ask at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => get('/forms/1.004873/1.pdf')));
    expect(new Set(all.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  });

  it.each([
    '/forms/9.999999/1.pdf',
    '/forms/1.000894/2.pdf',
    '/forms/1.000894/0.pdf',
    '/forms/1.000894/01.pdf',
    '/forms/1.000894/99999999999999999999.pdf',
    '/forms/1.000894/1.pdf%00',
    '/forms/..%2f..%2fetc/1.pdf',
    '/forms/1.000894/1.html',
    '/forms/1.000894/1.pdf?language=fr',
    '/forms/1.000894/1.pdf?language=vi&language=en',
    '/forms/1.000894',
    '/forms/',
  ])('are not found at %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: expect.stringMatching(/^(FORM_)?NOT_FOUND$/) } }],
    });
  });
});
