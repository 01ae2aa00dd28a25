import { z } from 'zod';
import { contract } from './contract.js';
import { Id, Instant } from './values.js';

const topic = 'notification.v1';
const about = { messageId: Id, dossierId: Id, template: Id, channel: z.enum(['SMS', 'EMAIL']) };
const sample = {
  messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.submitted.SMS',
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  template: 'dossier-submitted',
  channel: 'SMS' as const,
};

export const MessageSent = contract({
  name: 'message.sent',
  topic,
  schema: z.object({ ...about, sentAt: Instant }),
  sample: { ...sample, sentAt: '2026-11-23T02:00:03.000Z' },
});

export const MessageFailed = contract({
  name: 'message.failed',
  topic,
  schema: z.object({ ...about, failedAt: Instant, reasonCode: Id }),
  sample: { ...sample, failedAt: '2026-11-23T02:00:03.000Z', reasonCode: 'ADDRESS_REFUSED' },
});
