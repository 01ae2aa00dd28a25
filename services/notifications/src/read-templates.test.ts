import { segmentSms } from '@motcua/vietnam';
import { maskEmail, maskPhone } from './domain/mask-address.js';
import { renderLetter, renderText, type Values } from './domain/render.js';
import {
  channels,
  dayPlaceholders,
  languages,
  newestVersion,
  placeholderPattern,
  problemsWith,
  templateKey,
  type Template,
} from './domain/templates.js';
import { readTemplates } from './read-templates.js';

const templates = readTemplates();
const values: Values = {
  code: 'H26.153-261123-0001',
  amountVnd: '28000',
  dueAt: '2026-11-25T10:00:00.000Z',
  trackingNumber: 'EA987654326VN',
  name: 'Nguyễn Văn Mẫu',
  accessCode: '123456',
  validUntil: '2026-11-24T03:10:00.000Z',
  expiresAt: '2026-12-22T18:00:00.000Z',
  previousDueAt: '2026-11-25T10:00:00.000Z',
  answerBy: '2026-12-25T10:00:00.000Z',
  happenedAt: '2026-11-24T18:00:00.000Z',
  resumeUrl: 'https://portal.test/resume#token',
};

describe('the texts we have', () => {
  it('are complete and use what they should', () => {
    expect(problemsWith([...templates.values()])).toEqual([]);
  });

  it.each(
    [...templates.values()]
      .filter(({ channel }) => channel === 'SMS')
      .map((template) => [templateKey(template), template] as const),
  )('%s is one short message after folding', (_, template) => {
    expect(segmentSms(renderText(template, values))).toMatchObject({ encoding: 'GSM-7', parts: 1 });
  });

  it('say in a short message what the rules give as an example', () => {
    expect(renderText(found('dossier-received', 'SMS', 'vi'), values)).toContain(
      'Ho so H26.153-261123-0001 da duoc tiep nhan. Hen tra: 25/11/2026.',
    );
  });

  it('say until when a code is good and when a draft is erased, in Vietnam’s time, and lead back to it in a letter alone', () => {
    expect(renderText(found('access-code', 'SMS', 'vi'), values)).toBe(
      'Ma truy cap mot lan 123456 de mo ho so H26.153-261123-0001, co hieu luc den 10:10 24/11/2026. Khong dua ma nay cho bat ky ai.',
    );
    expect(renderText(found('draft-expiring', 'SMS', 'en'), values)).toContain('erased on 23/12/2026');
    expect(renderLetter(found('draft-expiring', 'EMAIL', 'vi'), values).text).toContain(values.resumeUrl);
  });

  it('say in a short message what happened, when, and what to do next', () => {
    expect(renderText(found('supplement-requested', 'SMS', 'vi'), values)).toBe(
      'Ho so H26.153-261123-0001 can bo sung. Moi ong/ba xem chi tiet va bo sung tren trang ho so, cham nhat ngay 25/12/2026.',
    );
    expect(renderText(found('dossier-rejected', 'SMS', 'en'), values)).toContain('rejected on 25/11/2026');
  });

  it('keep their marks in a letter, with a name to greet and a subject of one line', () => {
    const { subject, text } = renderLetter(found('payment-due', 'EMAIL', 'vi'), { ...values, code: 'X\r\nBcc: a' });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).toContain('Kính gửi Nguyễn Văn Mẫu');
    expect(text).toContain('28.000 ₫');
    expect(renderLetter(found('payment-due', 'EMAIL', 'en'), values).text).toContain('28,000 VND');
  });

  const texts = [...templates.values()].filter(({ channel }) => channel === 'SMS');

  it.each(texts.map((template) => [templateKey(template), template] as const))(
    '%s tells whoever reads it nothing about anybody: a code, a day, an amount, what to do',
    (_, template) => {
      const harmless = [...dayPlaceholders, 'code', 'amountVnd', 'trackingNumber', 'validUntil', 'accessCode'];
      const used = [...template.body.matchAll(placeholderPattern)].map(([, name = '']) => name);
      expect(used.filter((name) => !harmless.includes(name))).toEqual([]);
      const kinds = /khai sinh|kết hôn|khai tử|trú|bảo hiểm|trẻ|con |birth|marriage|death|residence|insurance|child/i;
      expect(template.body).not.toMatch(kinds);
      const said = renderText(template, { ...values, name: 'Canary Mẫu' });
      expect(said).not.toMatch(/canary|mau|@|https?:|www\.|0900/i);
    },
  );
});

describe('texts that are wrong refuse the start', () => {
  const good = [...templates.values()];
  const spoilt = (change: Partial<Template>) =>
    good.map((template) => (templateKey(template) === 'payment-due/v1/sms.vi' ? { ...template, ...change } : template));

  it.each([
    ['an unknown placeholder', spoilt({ body: '{{code}} {{amountVnd}} {{phone}}' }), 'unknown placeholder phone'],
    ['a name in a short message', spoilt({ body: '{{code}} {{amountVnd}} {{name}}' }), 'unknown placeholder name'],
    [
      'a link in a short message',
      good.map((template) =>
        templateKey(template) === 'draft-expiring/v1/sms.vi'
          ? { ...template, body: '{{expiresAt}} {{resumeUrl}}' }
          : template,
      ),
      'unknown placeholder resumeUrl',
    ],
    ['a placeholder left out', spoilt({ body: '{{code}}' }), 'does not use the placeholder amountVnd'],
    [
      'a placeholder of another notice',
      spoilt({ body: '{{code}} {{amountVnd}} {{dueAt}}' }),
      'unknown placeholder dueAt',
    ],
    ['a brace that never closes', spoilt({ body: '{{code}} {{amountVnd}} {{co de}}' }), 'opens or closes nothing'],
    ['nothing in it', spoilt({ body: ' ' }), 'is empty'],
    [
      'a language missing',
      good.filter((template) => templateKey(template) !== 'payment-due/v1/email.en'),
      'payment-due/v1/email.en is missing',
    ],
    ['a notice without any text', good.filter(({ notice }) => notice !== 'payment-due'), 'payment-due has no text'],
    [
      'a second version that is not whole',
      [...good, { ...found('payment-due', 'SMS', 'vi'), version: 2 }],
      'payment-due/v2/sms.en is missing',
    ],
  ])('%s', (_, broken, problem) => {
    expect(problemsWith(broken).join('\n')).toContain(problem);
  });

  it('and a newer whole version is used for new messages', () => {
    const second = channels.flatMap((channel) =>
      languages.map((language) => ({ ...found('payment-due', channel, language), version: 2 })),
    );
    const all = [...good, ...second];
    expect(problemsWith(all)).toEqual([]);
    const set = new Map(all.map((template) => [templateKey(template), template]));
    expect([newestVersion(set, 'payment-due'), newestVersion(set, 'dossier-received')]).toEqual([2, 1]);
  });

  it('a gap without a value is a fault, not an empty place', () => {
    expect(() => renderText(found('payment-due', 'SMS', 'vi'), { code: 'X' })).toThrow('amountVnd');
  });
});

describe('masked addresses', () => {
  it.each([
    ['+84900000001', '090•••••01'],
    ['0900.000.001', '090•••••01'],
    ['+12025550100', '+12•••••00'],
    ['113', '•••••'],
  ])('%s is shown as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['nguoidan@example.com', 'n•••@example.com'],
    ['@example.com', '•••••'],
    ['nobody', '•••••'],
  ])('%s is shown as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});

function found(notice: Template['notice'], channel: Template['channel'], language: Template['language']): Template {
  const template = templates.get(templateKey({ notice, version: 1, channel, language }));
  if (template === undefined) throw new Error(`no text for ${notice}`);
  return template;
}
