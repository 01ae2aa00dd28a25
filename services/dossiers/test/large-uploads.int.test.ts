import { request, type ClientRequest } from 'node:http';
import { identityHeader } from '@motcua/service-kit';
import { openDossiersBench, pdf, player, requestId, startDraft, type DossiersBench } from './dossiers-bench.js';

const megabyte = 1024 * 1024;
const boundary = 'large';
let bench: DossiersBench;
let draftId = '';
beforeAll(async () => {
  bench = await openDossiersBench();
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
}, 60_000);
afterAll(() => bench.close());

/** The beginning of an upload, up to the first byte of its file. */
function head(): string {
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const query = 'mutation ($input: AttachFileInput!) { attachFile(input: $input) { attachment { id } } }';
  const input = { requestId: requestId(), draftId, paper: 'photo', file: null };
  return (
    part('operations', JSON.stringify({ query, variables: { input } })) +
    part('map', JSON.stringify({ 0: ['variables.input.file'] })) +
    `--${boundary}\r\ncontent-disposition: form-data; name="0"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n`
  );
}

async function open(more: Readonly<Record<string, string>>) {
  const type = `multipart/form-data; boundary=${boundary}`;
  const headers = { [identityHeader]: await bench.identityFor(player), 'content-type': type, ...more };
  const sending = request(new URL('/graphql', bench.url), { method: 'POST', headers });
  const answer = new Promise<string>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve(text);
      });
    });
  });
  return { sending, answer };
}

/** Sends on as fast as it is taken, until the answer or the end; how many bytes were taken. */
async function pour(sending: ClientRequest, bytes: number, answer: Promise<string>): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, 'x');
  const answered = answer.then(() => 'answered');
  let sent = 0;
  for (let next = 'sent'; next === 'sent' && sent < bytes; sent += piece.length) {
    const taken = new Promise<string>((resolve) => {
      sending.write(piece, () => {
        resolve('sent');
      });
    });
    next = await Promise.race([taken, answered]);
  }
  return sent;
}

describe('an upload of fifty megabytes', () => {
  it('that says so is refused before its first byte', async () => {
    const { sending, answer } = await open({ 'content-length': String(50 * megabyte) });
    sending.flushHeaders();
    expect(await answer).toContain('FILE_TOO_LARGE');
    sending.destroy();
  });

  it('that does not say so is refused when it is one byte too long, and the rest is passed over unkept', async () => {
    const { sending, answer } = await open({});
    sending.write(head());
    const sent = await pour(sending, 50 * megabyte, answer);
    if (sent >= 50 * megabyte) sending.end(`\r\n--${boundary}--\r\n`);
    expect(await answer).toContain('FILE_TOO_LARGE');
    sending.destroy();
    expect(sent).toBeGreaterThan(10 * megabyte);
    const query = 'query ($id: ID!) { draft(id: $id) { revision attachments { id } } }';
    expect((await bench.ask(query, { id: draftId }, player)).at('draft')).toEqual({ revision: 1, attachments: [] });
    expect((await bench.upload({ draftId, paper: 'photo' }, pdf)).codes).toEqual([]);
  });
});
