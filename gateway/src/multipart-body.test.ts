import { Readable } from 'node:stream';
import Upload from 'graphql-upload/Upload.mjs';
import { multipartBody, takeUploads } from './multipart-body.js';

describe('files among variables', () => {
  it('are taken out, each once with every place where it is expected', () => {
    const [a, b] = [new Upload(), new Upload()];
    const { plain, uploads } = takeUploads({ a, input: { list: [b, null, a], n: 1 }, text: 'x', nothing: null });
    expect(plain).toEqual({ a: null, input: { list: [null, null, null], n: 1 }, text: 'x', nothing: null });
    expect(uploads).toEqual([
      { upload: a, paths: ['variables.a', 'variables.input.list.2'] },
      { upload: b, paths: ['variables.input.list.0'] },
    ]);
  });

  it('leave the names of prototypes plain members', () => {
    const { plain } = takeUploads(JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown>);
    expect(JSON.stringify(plain)).toBe('{"__proto__":{"polluted":1}}');
    expect('polluted' in plain).toBe(false);
  });
});

describe('a multipart body', () => {
  it('holds operations, then the map, then each file, and no header of the sender’s making', async () => {
    const file = uploadOf('a"\r\nx: y.pdf', 'application/pdf\r\nx: y', ['%PDF', '-1.7']);
    const body = await textOf(multipartBody('b', '{"query":"q"}', [{ upload: file, paths: ['variables.f'] }]));
    expect(body).toBe(
      [
        '--b',
        'Content-Disposition: form-data; name="operations"',
        'Content-Type: application/json',
        '',
        '{"query":"q"}',
        '--b',
        'Content-Disposition: form-data; name="map"',
        'Content-Type: application/json',
        '',
        '{"0":["variables.f"]}',
        '--b',
        'Content-Disposition: form-data; name="0"; filename="a%22%0D%0Ax: y.pdf"',
        'Content-Type: application/octet-stream',
        '',
        '%PDF-1.7',
        '--b--',
        '',
      ].join('\r\n'),
    );
  });

  it('reads a file only as fast as it is read itself', async () => {
    let read = 0;
    const stream = new Readable({
      highWaterMark: 1,
      read() {
        read += 1;
        this.push(Buffer.from('x'));
      },
    });
    const upload = new Upload();
    upload.resolve({ filename: 'a', mimetype: 'a/b', encoding: '7bit', createReadStream: () => stream });
    const body = multipartBody('b', '{}', [{ upload, paths: ['variables.f'] }]);
    for (let pieces = 0; pieces < 4; pieces += 1) await body.next();
    expect(read).toBeLessThan(10);
    await body.return(undefined);
    expect(stream.destroyed).toBe(true);
  });

  it('breaks off with the reason when a file does', async () => {
    const upload = new Upload();
    upload.reject(new Error('the sender has gone'));
    await expect(textOf(multipartBody('b', '{}', [{ upload, paths: [] }]))).rejects.toThrow('the sender has gone');
  });
});

function uploadOf(filename: string, mimetype: string, chunks: readonly string[]): Upload {
  const upload = new Upload();
  const createReadStream = (): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  upload.resolve({ filename, mimetype, encoding: '7bit', createReadStream });
  return upload;
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
