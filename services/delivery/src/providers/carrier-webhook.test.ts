import { createHmac } from 'node:crypto';
import { Refusal } from '@motcua/service-kit';
import type { RawWebhook } from '../context.js';
import { readWebhook } from './carrier-webhook.js';

const secret = 'a-secret-of-the-carrier';
const now = Date.parse('2026-11-23T05:00:00.000Z');
const said = {
  id: 'shp_1.2',
  orderId: 'shp_1',
  trackingNumber: 'EA987654326VN',
  status: 'ATTEMPT_FAILED',
  reasonCode: 'NOBODY_HOME',
  at: '2026-11-23T11:00:00+07:00',
};

const sign = (key: string, id: string, timestamp: string, body: string) =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

function signed(content: unknown, secondsAgo = 0): RawWebhook {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const timestamp = String(now / 1_000 - secondsAgo);
  return { id: 'msg_1', timestamp, signature: sign(secret, 'msg_1', timestamp, body), body: Buffer.from(body) };
}

function codeOf(webhook: RawWebhook): string | undefined {
  try {
    readWebhook(webhook, secret, now);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('a webhook of the carrier', () => {
  it('is read when it was signed just now', () => {
    expect(readWebhook(signed(said), secret, now)).toEqual({
      shipmentId: 'shp_1',
      trackingNumber: 'EA987654326VN',
      scan: {
        scanId: 'shp_1.2',
        status: 'ATTEMPT_FAILED',
        reasonCode: 'NOBODY_HOME',
        scannedAt: new Date('2026-11-23T04:00:00.000Z'),
        ...{ nextAttemptOn: null, handOverCode: null, takenBy: null },
      },
    });
  });

  it('may say when the carrier comes again after a try in vain, and only then', () => {
    const nextAttemptOn = '2026-11-26';
    expect(readWebhook(signed({ ...said, nextAttemptOn }), secret, now)?.scan).toMatchObject({ nextAttemptOn });
    const onTheWay = { ...said, status: 'OUT_FOR_DELIVERY', nextAttemptOn };
    expect(readWebhook(signed(onTheWay), secret, now)?.scan).toMatchObject({ nextAttemptOn: null });
    expect(readWebhook(signed({ ...said, nextAttemptOn: '2026-02-30' }), secret, now)).toBeNull();
  });

  it('counts when one of several signatures is right, as while a secret is changed', () => {
    const webhook = signed(said);
    const other = sign('another', webhook.id, webhook.timestamp, webhook.body.toString());
    expect(codeOf({ ...webhook, signature: `${other} v2,x ${webhook.signature}` })).toBeUndefined();
  });

  const good = signed(said);
  it.each<[string, Partial<RawWebhook>]>([
    ['without a signature', { signature: '' }],
    ['without an id', { id: '' }],
    ['without a timestamp', { timestamp: '' }],
    ['under another id', { id: 'msg_2' }],
    ['at another time', { timestamp: String(now / 1_000 - 1) }],
    ['with one byte more', { body: Buffer.concat([good.body, Buffer.from(' ')]) }],
    ['with another version', { signature: good.signature.replace('v1,', 'v1a,') }],
    ['with a shorter signature', { signature: good.signature.slice(0, -8) }],
    ['with something behind the signature', { signature: `${good.signature},x` }],
    ['signed with another secret', { signature: sign('another', good.id, good.timestamp, good.body.toString()) }],
    ['hidden behind many signatures', { signature: `${'v1,x '.repeat(10)}${good.signature}` }],
  ])('is not believed %s', (_, changes) => {
    expect(codeOf({ ...good, ...changes })).toBe('WEBHOOK_UNSIGNED');
  });

  it.each([
    [300, undefined],
    [-300, undefined],
    [301, 'WEBHOOK_STALE'],
    [-301, 'WEBHOOK_STALE'],
  ])('signed %d seconds ago: %s', (secondsAgo, code) => {
    expect(codeOf(signed(said, secondsAgo))).toBe(code);
  });

  it('with a timestamp that is no number is stale, however well signed', () => {
    const body = JSON.stringify(said);
    const webhook = { id: 'msg_1', timestamp: 'NaN', signature: sign(secret, 'msg_1', 'NaN', body) };
    expect(codeOf({ ...webhook, body: Buffer.from(body) })).toBe('WEBHOOK_STALE');
  });

  it.each([
    ['no JSON', '{'],
    ['not an object', '"DELIVERED"'],
    ['another status', { ...said, status: 'EATEN' }],
    ['another kind of id', { ...said, orderId: 'pay_1' }],
    ['no time', { ...said, at: 'yesterday' }],
    ['no id', { ...said, id: '' }],
  ])('that holds %s is no scan', (_, content) => {
    expect(readWebhook(signed(content), secret, now)).toBeNull();
  });

  it('may be about a copy issued afresh', () => {
    expect(readWebhook(signed({ ...said, orderId: 'shp_1.2' }), secret, now)).toMatchObject({ shipmentId: 'shp_1.2' });
    expect(readWebhook(signed({ ...said, orderId: 'shp_1.02' }), secret, now)).toBeNull();
  });
});
