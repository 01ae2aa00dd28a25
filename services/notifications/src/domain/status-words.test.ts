import { morning } from './correspondence-story.fixture.js';
import type { Message } from './message.js';
import { statusWords } from './status-words.js';

const written = {
  messageId: 'm',
  notice: 'payment-due',
  number: 1,
  templateVersion: 1,
  channel: 'SMS',
  values: {},
  queuedAt: morning,
  attempts: 1,
} as const;
const awaits = { references: ['first:1'], askAt: null, asked: 0 };

describe('who acts next', () => {
  it.each<[string, Message, string]>([
    ['waiting', { ...written, status: 'QUEUED', nextAttemptAt: morning }, 'PLATFORM'],
    ['quiet', { ...written, status: 'QUEUED', nextAttemptAt: morning, reasonCode: 'QUIET_HOURS' }, 'PLATFORM'],
    ['put off', { ...written, status: 'QUEUED', nextAttemptAt: morning, reasonCode: 'SMTP_451' }, 'PLATFORM'],
    ['claimed', { ...written, status: 'CLAIMED', leaseUntil: morning }, 'PLATFORM'],
    ['sent', { ...written, status: 'SENT', sentAt: morning }, 'NOBODY'],
    ['sent, no receipt yet', { ...written, status: 'SENT', sentAt: morning, awaits }, 'PROVIDER'],
    ['delivered', { ...written, status: 'DELIVERED', sentAt: morning, deliveredAt: morning }, 'NOBODY'],
    ['failed', { ...written, status: 'FAILED', reasonCode: 'PHONE_LANDLINE' }, 'DESK'],
    ['over', { ...written, status: 'FAILED', reasonCode: 'TOO_LATE' }, 'NOBODY'],
    ['unknown', { ...written, status: 'UNKNOWN', reasonCode: 'SENDER_LOST' }, 'DESK'],
    ['unknown, a receipt may come', { ...written, status: 'UNKNOWN', reasonCode: 'NO_ANSWER', awaits }, 'PROVIDER'],
  ])('%s', (_, message, actor) => {
    const [vi, en] = [statusWords(message, 'vi'), statusWords(message, 'en')];
    expect([vi.actsNext, en.actsNext]).toEqual([actor, actor]);
    expect(vi.text).not.toBe(en.text);
  });
});
