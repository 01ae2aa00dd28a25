import { createHash } from 'node:crypto';
import { openTennisClub, send, type TennisClub } from '../test/tennis-club.js';
import { identityHeader } from './identity.js';

const limits = { maxFileBytes: 200_000, maxFiles: 2 };
const boundary = 'net';
let club: TennisClub;
beforeEach(async () => {
  club = await openTennisClub(limits);
});
afterEach(() => club.lifecycle.close());

const mutation = 'mutation ($files: [Upload!]!) { upload(files: $files) }';

function part(name: string, value: string | Buffer, file?: string): Buffer {
  const disposition = `Content-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}`;
  const head = `--${boundary}\r\n${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')]);
}

function multipart(files: readonly Buffer[], query = mutation): Buffer {
  const names = files.map((_, index) => String(index));
  return Buffer.concat([
    part('operations', JSON.stringify({ query, variables: { files: files.map(() => null) } })),
    part('map', JSON.stringify(Object.fromEntries(names.map((name) => [name, [`variables.files.${name}`]])))),
    ...files.map((file, index) => part(String(index), file, `giấy khai sinh ${index}.pdf`)),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

const headers = async (more: Record<string, string> = {}) => ({
  'content-type': `multipart/form-data; boundary=${boundary}`,
  [identityHeader]: await club.identity(),
  ...more,
});

const upload = async (body: Buffer) => {
  const answer = await club.post(body, await headers());
  return { status: answer.status, data: answer.body.data, code: answer.body.errors?.[0]?.extensions['code'] };
};

describe('an upload', () => {
  it('arrives byte for byte, two files in one list and an empty one too', async () => {
    const file = Buffer.from(createHash('sha256').update('court').digest('hex').repeat(3_000));
    expect(await upload(multipart([file, Buffer.alloc(0)]))).toEqual({
      ...{ status: 200, code: undefined },
      data: { upload: file.length },
    });
  });

  it('bigger than one file may be is refused with a code, and the next one is fine', async () => {
    const { data, code } = await upload(multipart([Buffer.alloc(limits.maxFileBytes + 1)]));
    expect({ data, code }).toEqual({ data: null, code: 'FILE_TOO_LARGE' });
    expect((await upload(multipart([Buffer.alloc(10)]))).code).toBeUndefined();
  });

  it('that announces more bytes than are allowed is refused before it is read', async () => {
    const announced = await headers({ 'content-length': '5000000000' });
    const { call, answer } = send(`${club.url}/graphql`, undefined, announced, 'POST');
    call.flushHeaders();
    const { status, body } = await answer;
    call.destroy();
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([413, 'FILE_TOO_LARGE']);
  });

  it.each([
    ['too many files', () => multipart([1, 2, 3].map(() => Buffer.alloc(1))), 413, 'TOO_MANY_FILES'],
    ['a map before the operations', () => Buffer.concat([part('map', '{}'), end]), 400, 'BAD_MULTIPART'],
    ['operations that are not JSON', () => Buffer.concat([part('operations', '{'), end]), 400, 'BAD_MULTIPART'],
    ['nothing in it', () => end, 400, 'BAD_MULTIPART'],
    ['operations that reach for prototypes', () => poisoned, 400, 'BAD_REQUEST'],
    [
      'a name with control signs',
      () => Buffer.concat([part('operations', '{}', 'a\u0007.pdf'), end]),
      400,
      'BAD_MULTIPART',
    ],
    ['no end', () => part('operations', '{}'), 400, 'UPLOAD_INTERRUPTED'],
    ['operations longer than a body', () => multipart([], ' '.repeat(100_001)), 413, 'BODY_TOO_LARGE'],
  ])('with %s is refused with a code', async (_, body, status, code) => {
    expect(await upload(body())).toMatchObject({ status, code });
  });

  it('that lacks a file it names is refused with a code', async () => {
    const whole = multipart([Buffer.from('here'), Buffer.from('not here')]);
    const body = Buffer.concat([
      whole.subarray(0, whole.indexOf('--net\r\nContent-Disposition: form-data; name="1"')),
      end,
    ]);
    expect(await upload(body)).toMatchObject({ data: null, code: 'FILE_MISSING' });
  });

  it('without identity is turned away before it is read', async () => {
    const { call, answer } = send(`${club.url}/graphql`, undefined, { 'content-type': 'multipart/form-data' }, 'POST');
    call.flushHeaders();
    expect((await answer).status).toBe(401);
    call.destroy();
  });

  it('that breaks off is noticed by whoever reads it, and the next one is fine', async () => {
    const body = multipart([Buffer.alloc(150_000, 'x')]);
    const { call, answer } = send(`${club.url}/graphql`, undefined, await headers(), 'POST');
    const broken = expect(answer).rejects.toThrow();
    call.write(body.subarray(0, 120_000));
    await club.court.reading;
    call.destroy();
    await broken;
    await club.court.interrupted;
    expect((await upload(multipart([Buffer.alloc(10)]))).code).toBeUndefined();
    expect(club.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

const end = Buffer.from(`--${boundary}--\r\n`);
const poisoned = Buffer.concat([
  part('operations', '{"query": "{ whoAmI }", "variables": {"__proto__": {"admin": true}}}'),
  part('map', '{}'),
  end,
]);
