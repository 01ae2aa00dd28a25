import { generateKeyPairSync } from 'node:crypto';
import { createLifecycle, createLog, type Lifecycle } from '@motcua/service-kit';
import { verifyDkim } from '../../test/dkim.js';
import { openMailbox, type Mailbox } from '../../test/mailbox.js';
import type { Post } from '../context.js';
import { createPost } from './smtp.js';

const log = createLog({ name: 'smtp test', level: 'silent' });
const letter = {
  messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.payment-due.1.EMAIL',
  to: 'nguoidan@example.com',
  subject: 'Hồ sơ H26.153-261123-0001: số tiền cần nộp',
  text: 'Kính gửi Nguyễn Văn Mẫu,\n\nsố tiền cần nộp là 28.000 ₫.',
  html: '<p>Kính gửi Nguyễn Văn Mẫu,</p><p>số tiền cần nộp là 28.000 ₫.</p>',
};

let mailbox: Mailbox;
let lifecycle: Lifecycle;
let post: Post;
beforeEach(async () => {
  mailbox = await openMailbox();
  lifecycle = createLifecycle(log);
  post = createPost({ url: mailbox.url, from: 'Một cửa <motcua@example.vn>', patienceMs: 2_000 }, lifecycle, log);
});
afterEach(async () => {
  await lifecycle.close();
  await mailbox.close();
});

describe('a letter', () => {
  it('arrives with its words, marks and our own id', async () => {
    expect(await post.send(letter)).toEqual({ kind: 'TAKEN' });
    const [received] = mailbox.letters;
    expect(received).toMatchObject({ subject: letter.subject, messageId: `<${letter.messageId}@example.vn>` });
    expect(received?.text?.trim()).toBe(letter.text);
    expect(received?.html).toContain(letter.html);
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('brings a calendar entry along', async () => {
    const calendar = {
      ...{ uid: 'dos_1@motcua', sequence: 2, isCancelled: true, day: '2026-12-01' },
      ...{ title: 'Hẹn trả kết quả', writtenAt: new Date('2026-11-23T02:00:00.000Z') },
    };
    await post.send({ ...letter, calendar });
    const [entry] = mailbox.letters[0]?.attachments ?? [];
    expect(mailbox.raw[0]).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/i);
    expect(entry?.content.toString()).toContain('SEQUENCE:2\r\n');
    expect(entry?.content.toString()).toContain('ORGANIZER:mailto:motcua@example.vn');
  });

  it('is signed for its domain when there is a key, so that whoever has the public key can check it', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const dkim = { selector: 'mc1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    const signing = createPost({ url: mailbox.url, from: 'Một cửa <motcua@example.vn>', dkim }, lifecycle, log);
    await signing.send(letter);
    const raw = mailbox.raw[0] ?? '';
    expect(verifyDkim(raw, publicKey)).toEqual({ domain: 'example.vn', selector: 'mc1', isRight: true });
    expect(verifyDkim(raw.replace('Auto-Submitted', 'auto-submitted'), publicKey).isRight).toBe(true);
    expect(verifyDkim(`${raw}one more line\r\n`, publicKey).isRight).toBe(false);
    expect(verifyDkim(raw.replace('Message-ID: <msg_01', 'Message-ID: <msg_02'), publicKey).isRight).toBe(false);
  });

  it('sent twice shows as one by its id', async () => {
    await post.send(letter);
    await post.send(letter);
    expect(mailbox.letters.map(({ messageId }) => messageId)).toEqual(
      Array(2).fill(`<${letter.messageId}@example.vn>`),
    );
  });

  it.each([
    ['an address that does not exist', 'RCPT', 550, { kind: 'REFUSED', reasonCode: 'ADDRESS_REFUSED' }],
    ['an address that is full for now', 'RCPT', 452, { kind: 'LATER', reasonCode: 'SMTP_452' }],
    ['a full mailbox: no dead address', 'RCPT', 552, { kind: 'REFUSED', reasonCode: 'MAILBOX_FULL' }],
    ['words it does not like', 'DATA', 554, { kind: 'REFUSED', reasonCode: 'LETTER_REFUSED' }],
    ['an hour that is too busy', 'DATA', 451, { kind: 'LATER', reasonCode: 'SMTP_451' }],
    ['our sender: ours to mend, the letter waits', 'MAIL', 550, { kind: 'LATER', reasonCode: 'SMTP_550' }],
  ] as const)('refused because of %s', async (_, at, status, outcome) => {
    mailbox.refuse(at, status);
    expect(await post.send(letter)).toEqual(outcome);
    expect(mailbox.letters).toHaveLength(0);
  });

  it('is sent to one address only, whatever stands in it', async () => {
    const outcome = await post.send({ ...letter, to: 'a@example.com, b@example.com' });
    expect(outcome.kind).not.toBe('TAKEN');
    expect(mailbox.letters).toHaveLength(0);
  });
});

describe('a mail server', () => {
  it('that is away leaves the letter uncertain, is not asked at once again, and takes it later', async () => {
    const { port } = new URL(mailbox.url);
    await mailbox.close();
    expect(await post.send(letter)).toEqual({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
    expect(await post.isUp()).toBe(false);
    mailbox = await openMailbox(Number(port));
    expect(await post.isUp()).toBe(false);
  });

  it('that refuses one letter for now still takes the others', async () => {
    mailbox.refuse('RCPT', 451);
    expect(await post.send(letter)).toMatchObject({ kind: 'LATER' });
    expect(await post.isUp()).toBe(true);
  });

  it('that says nothing is not waited for for ever', async () => {
    mailbox.refuse('DATA', 'SILENCE');
    expect(await post.send(letter)).toEqual({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
  });
});
