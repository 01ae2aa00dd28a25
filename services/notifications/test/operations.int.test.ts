import {
  aPerson,
  askForCode,
  desk,
  erase,
  messageIdOf,
  openNotificationsBench,
  owner,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());

const elsewhere = { ...desk, officeId: 'off_elsewhere' } as const;
const sent = (messageId: string) => bench.waitFor('notification.v1', saying('message.sent', messageId));
const textsTo = (phone: string | null) =>
  bench.centre.received.filter(({ to }) => to === `84${(phone ?? '').slice(1)}`).map(({ text }) => text);

describe('a preview', () => {
  const preview = (input: object, viewer: Parameters<typeof bench.query>[3] = desk) =>
    bench.query(
      bench.url,
      `query ($input: PreviewMessageInput!) { previewMessage(input: $input) {
        template version language problems text { words encoding units parts priceVnd }
        textWithMarks { words encoding parts priceVnd } letter { subject text html } } }`,
      { input },
      viewer,
    );

  it('shows words, parts and price, with marks and without', async () => {
    const { data } = await preview({ template: 'supplement-requested', language: 'VI' });
    expect(data).toMatchObject({
      previewMessage: {
        ...{ version: 1, language: 'VI', problems: [] },
        text: { encoding: 'GSM_7', parts: 1, priceVnd: 300, words: expect.stringMatching(/^Ho so H26.*25\/12\/2026/) },
        textWithMarks: { encoding: 'UCS_2', parts: 2, priceVnd: 600, words: expect.stringContaining('cần bổ sung') },
        letter: { html: expect.stringContaining('<html lang="vi">') },
      },
    });
  });

  it('names all that is wrong with a draft', async () => {
    const draft = { text: '{{hole}}', letter: '{{code}}' };
    const { data } = await preview({ template: 'payment-due', language: 'EN', draft });
    expect(data).toMatchObject({
      previewMessage: {
        problems: [
          'payment-due/v1/sms.en uses the unknown placeholder hole',
          'payment-due/v1/sms.en does not use the placeholder code',
          'payment-due/v1/sms.en does not use the placeholder amountVnd',
          'payment-due/v1/email.en does not use the placeholder amountVnd',
        ],
        ...{ text: null, textWithMarks: null, letter: null },
      },
    });
  });

  it('is refused to others than officers, and of what there is not', async () => {
    const known = { template: 'payment-due', language: 'VI' };
    expect((await preview(known, { kind: 'anonymous' })).codes).toEqual(['SIGN_IN_REQUIRED']);
    expect((await preview(known, owner)).codes).toEqual(['FORBIDDEN']);
    expect((await preview({ ...known, template: 'toString' })).codes).toEqual(['UNKNOWN_TEMPLATE']);
    expect((await preview({ ...known, version: 7 })).codes).toEqual(['UNKNOWN_TEMPLATE']);
    expect((await preview({ ...known, draft: { text: 'x'.repeat(2_001) } })).codes).toEqual(['DRAFT_TOO_LONG']);
  });

  it('is offered for every template', async () => {
    const list = '{ messageTemplates { name newestVersion placeholders } }';
    const { data } = await bench.query(bench.url, list, {}, desk);
    expect(JSON.stringify(data)).toContain(
      '{"name":"payment-due","newestVersion":1,"placeholders":["code","amountVnd"]}',
    );
    expect((await bench.query(bench.url, list, {}, owner)).codes).toEqual(['FORBIDDEN']);
  });
});

describe('a message that the desk sends once more', () => {
  const resend = (messageId: string, requestId: string, viewer: Parameters<typeof bench.query>[3] = desk) =>
    bench.query(
      bench.url,
      'mutation ($input: ResendMessageInput!) { resendMessage(input: $input) { message { id status to } } }',
      { input: { messageId, requestId } },
      viewer,
    );

  it('goes out once for one request, as a message of its own', async () => {
    const person = aPerson();
    const dossierId = await submit(bench, person);
    const first = messageIdOf(dossierId, 'dossier-submitted', 'SMS');
    await sent(first);
    const second = first.replace('.1.SMS', '.2.SMS');
    const answers = [await resend(first, 'again-1'), await resend(first, 'again-1')];
    expect(answers.map((answer) => answer.at('resendMessage.message.id'))).toEqual([second, second]);
    await sent(second);
    await resend(first, 'again-2');
    await sent(first.replace('.1.SMS', '.3.SMS'));
    expect(textsTo(person.phone)).toHaveLength(3);
    expect(new Set(textsTo(person.phone)).size).toBe(1);
  });

  it('is refused where it is not theirs, not over, or cannot arrive', async () => {
    const dossierId = await submit(bench, aPerson({ phone: '02433.824.606' }));
    const letter = messageIdOf(dossierId, 'dossier-submitted', 'EMAIL');
    await sent(letter);
    const codes = async (...asked: Parameters<typeof resend>) => (await resend(...asked)).codes;
    expect(await codes(letter, 'r', { kind: 'anonymous' })).toEqual(['SIGN_IN_REQUIRED']);
    expect(await codes(letter, 'r', owner)).toEqual(['FORBIDDEN']);
    expect(await codes(letter, 'r', elsewhere)).toEqual(['MESSAGE_NOT_FOUND']);
    expect(await codes(letter.replace('.1.', '.8.'), 'r1')).toEqual(['MESSAGE_NOT_FOUND']);
    expect(await codes('msg_nothing', 'r')).toEqual(['MESSAGE_NOT_FOUND']);
    expect(await codes(messageIdOf(dossierId, 'dossier-submitted', 'SMS'), 'r2')).toEqual(['ADDRESS_UNUSABLE']);
    await askForCode(bench, dossierId, { channel: 'EMAIL' });
    const code = messageIdOf(dossierId, 'access-code', 'EMAIL');
    await sent(code);
    expect(await codes(code, 'r3')).toEqual(['MESSAGE_NOT_RESENDABLE']);
    await resend(letter, 'one-id');
    expect(await codes(messageIdOf(dossierId, 'dossier-submitted', 'SMS'), 'one-id')).toEqual(['REQUEST_ID_REUSED']);
  });

  it('is refused while it is under way, and once the contact is erased', async () => {
    bench.mailbox.refuse('RCPT', 451);
    const dossierId = await submit(bench, aPerson({ phone: null }));
    const letter = messageIdOf(dossierId, 'dossier-submitted', 'EMAIL');
    const codeOf = async (requestId: string) => (await resend(letter, requestId)).codes;
    const deadline = Date.now() + 10_000;
    let attempt = 0;
    // Nobody is told that a message was queued.
    while ((await codeOf(`early-${String((attempt += 1))}`))[0] !== 'MESSAGE_STILL_UNDER_WAY') {
      if (Date.now() > deadline) throw new Error('it was never under way');
    }
    await erase(bench, dossierId);
    await bench.waitFor('notification.v1', saying('message.failed', letter));
    expect(await codeOf('late')).toEqual(['CONTACT_ERASED']);
    bench.mailbox.refuse('RCPT', null);
  });
});
