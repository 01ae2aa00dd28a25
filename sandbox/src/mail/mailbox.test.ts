import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import { aSandbox } from '../a-sandbox.fixture.js';
import type { Sandbox } from '../main.js';
import type { Letter } from './mailbox.js';

describe('the mailbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  const post = (letter: object) =>
    createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, ignoreTLS: true }).sendMail({
      from: 'Một cửa <motcua@example.com>',
      ...letter,
    });
  const lettersTo = async (to: string, more = '') =>
    (await (await fetch(`${sandbox.url}/mailbox?to=${to}${more}`)).json()) as readonly Letter[];

  it('shows a letter with its accents and what came with it', async () => {
    await post({
      to: 'An.Mau@example.com',
      subject: 'Hồ sơ đã được tiếp nhận',
      text: 'Hẹn trả: 25/11/2026.',
      attachments: [{ filename: 'phiếu-hẹn.pdf', content: Buffer.from('%PDF-1.7') }],
    });
    expect(await lettersTo('an.mau@example.com')).toMatchObject([
      {
        to: 'an.mau@example.com',
        from: 'motcua@example.com',
        subject: 'Hồ sơ đã được tiếp nhận',
        text: 'Hẹn trả: 25/11/2026.',
        attachments: [{ filename: 'phiếu-hẹn.pdf', contentType: 'application/pdf', bytes: 8 }],
      },
    ]);
  });

  it('lets a reader wait for the next letter, which is one for each receiver', async () => {
    const waiting = lettersTo('binh@example.com', '&waitMs=10000');
    await post({ to: ['binh@example.com', 'cuc@example.com'], subject: 'Hai người', text: 'x' });
    const [first] = await waiting;
    expect(first).toMatchObject({ subject: 'Hai người' });
    expect(await lettersTo('cuc@example.com')).toHaveLength(1);
    const behind = lettersTo('binh@example.com', `&waitMs=10000&after=${first?.id ?? ''}`);
    await post({ to: 'binh@example.com', subject: 'Thư sau', text: 'y' });
    expect(await behind).toMatchObject([{ subject: 'Thư sau' }]);
  });

  it.each([
    ['unknown@example.com', 550],
    ['full@example.com', 552],
    ['busy@example.com', 451],
  ])('refuses a letter to %s with %d', async (to, responseCode) => {
    await expect(post({ to, subject: 's', text: 't' })).rejects.toMatchObject({ responseCode });
  });

  it('refuses a letter that is too large, announced or not', async () => {
    const large = { to: 'an@example.com', subject: 'Lớn', text: 'x'.repeat(1_200_000) };
    await expect(post(large)).rejects.toMatchObject({ responseCode: 552 });
    expect(await converse(sandbox.smtpPort, largeWithoutAnnouncement)).toMatch(/^552 /m);
    expect(await lettersTo('an@example.com')).toEqual([]);
  });

  it('refuses a question it cannot read', async () => {
    const response = await fetch(`${sandbox.url}/mailbox?waitMs=forever`);
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'FIELD_WRONG' }]);
  });
});

const largeWithoutAnnouncement = [
  'EHLO test',
  'MAIL FROM:<motcua@example.com>',
  'RCPT TO:<an@example.com>',
  'DATA',
  `Subject: large\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(1_100)}.`,
  'QUIT',
];

/** Says each line after an answer to the one before; what the server said in all. */
function converse(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const left = [...lines];
    const socket = createConnection(port, '127.0.0.1');
    socket.on('data', (chunk) => {
      said += chunk.toString();
      // The last line of an answer has a space behind its code.
      if (/^\d{3} .*\r\n$/m.test(chunk.toString())) socket.write(`${left.shift() ?? ''}\r\n`);
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}
