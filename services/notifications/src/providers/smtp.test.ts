import { createLifecycle, createLog, type Lifecycle } from '@motcua/service-kit';
import { openMailbox, type Mailbox } from '../../test/mailbox.js';
import type { Post } from '../context.js';
import { createPost } from './smtp.js';

const log = createLog({ name: 'smtp test', level: 'silent' });
const letter = {
  messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.payment-due.1.EMAIL',
  to: 'nguoidan@example.com',
  subject: 'Hồ sơ H26.153-261123-0001: số tiền cần nộp',
  text: 'Kính gửi Nguyễn Văn Mẫu,\n\nsố tiền cần nộp là 28.000 ₫.',
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
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
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

  it('that says nothing is not waited for for ever', async () => {
    mailbox.refuse('DATA', 'SILENCE');
    expect(await post.send(letter)).toEqual({ kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' });
  });
});
