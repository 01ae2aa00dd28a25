import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { bearer } from './running-gateway.js';
import { file, keepMany, keepNested, keepOne, operation, startUploading, type Uploading } from './upload-form.js';

let running: Uploading;
beforeAll(async () => {
  running = await startUploading();
});
afterAll(() => running.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a file', () => {
  it('of 20 MB arrives byte for byte', async () => {
    const bytes = randomBytes(20 * 1024 * 1024);
    const { data, errors } = await running.upload(
      { query: keepOne, variables: { file: null } },
      { 0: ['variables.file'] },
      [file(bytes)],
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      keep: { bytes: bytes.length, sha256: sha256(bytes), name: 'a.pdf', type: 'application/pdf' },
    });
  });

  it('inside an input, with a Vietnamese name and quotes in it, keeps its name', async () => {
    const bytes = Buffer.from('%PDF-1.7 mẫu');
    const named = new File([bytes], 'Giấy khai sinh "mẫu".pdf', { type: 'application/pdf' });
    const { data } = await running.upload(
      { query: keepNested, variables: { input: { file: null } } },
      { 0: ['variables.input.file'] },
      [named],
    );
    expect(data?.['keep']).toMatchObject({ sha256: sha256(bytes), name: 'Giấy khai sinh %22mẫu%22.pdf' });
  });

  it('that is empty arrives empty', async () => {
    const { data } = await running.upload({ query: keepOne, variables: { file: null } }, { 0: ['variables.file'] }, [
      file(Buffer.alloc(0)),
    ]);
    expect(data?.['keep']).toMatchObject({ bytes: 0 });
  });

  it('may come with a second one in a list, in order', async () => {
    const both = [Buffer.from('first'), Buffer.from('second')];
    const { data } = await running.upload(
      { query: keepMany, variables: { files: [null, null] } },
      { 0: ['variables.files.0'], 1: ['variables.files.1'] },
      both.map((bytes) => file(bytes)),
    );
    expect(data?.['keepMany']).toMatchObject(both.map((bytes) => ({ sha256: sha256(bytes) })));
  });

  it('sent once and expected twice arrives twice', async () => {
    const { data } = await running.upload(
      { query: keepMany, variables: { files: [null, null] } },
      { 0: ['variables.files.0', 'variables.files.1'] },
      [file(Buffer.from('x'))],
    );
    expect(data?.['keepMany']).toHaveLength(2);
  });
});

describe('a caller who hangs up in the middle of a file', () => {
  it('takes the subgraph’s request with it, leaves no file behind, and the next upload is fine', async () => {
    const before = temporaryFiles();
    const added = (): readonly string[] => temporaryFiles().filter((name) => !before.includes(name));
    const call = request(`${running.url}/graphql`, {
      method: 'POST',
      headers: {
        ...bearer(running.token),
        'apollo-require-preflight': 'true',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': '9000000',
      },
    });
    call.on('error', () => undefined); // the reset is ours
    call.write(head());
    call.write(Buffer.alloc(200_000));
    await until('temporary file', () => added().length > 0);
    const ours = added();
    call.destroy();
    await until('the caller is missed', () => running.lines.some((line) => line.includes('a caller has gone')));
    await until('no temporary file', () => !temporaryFiles().some((name) => ours.includes(name)));
    const next = await running.upload({ query: keepOne, variables: { file: null } }, { 0: ['variables.file'] }, [
      file(Buffer.from('next')),
    ]);
    expect(next.data?.['keep']).toMatchObject({ bytes: 4 });
  });
});

function head(): string {
  const part = (name: string, value: string): string =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return `${part('operations', operation(keepOne))}${part('map', '{"0":["variables.file"]}')}--x\r\ncontent-disposition: form-data; name="0"; filename="a.pdf"\r\n\r\n`;
}

function temporaryFiles(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('capacitor-'));
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within five seconds`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
