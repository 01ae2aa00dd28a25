import { isDeepStrictEqual } from 'node:util';
import { fieldsOf } from '../fields.js';
import { Refused } from '../refused.js';
import { isS10 } from './s10.js';

/** What a sender hands to the carrier. */
export interface Order {
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly weightGrams: number;
  readonly receiver: { readonly name: string; readonly phone: string; readonly address: string };
}

const heaviestGrams = 30_000;

export function parseOrder(body: unknown): Order {
  const fields = fieldsOf(body);
  const receiver = fields.fields('receiver');
  fieldsOf(fields.unknown('sender'), 'sender.');
  const trackingNumber = fields.text('trackingNumber');
  if (!isS10(trackingNumber)) throw new Refused(422, 'TRACKING_NUMBER_INVALID', 'trackingNumber is no S10 code');
  return {
    orderId: fields.text('orderId', { max: 100 }),
    trackingNumber,
    weightGrams: fields.integer('weightGrams', { min: 1, max: heaviestGrams }),
    receiver: {
      name: receiver.text('name', { max: 120 }),
      phone: receiver.text('phone', { max: 20, pattern: /^\+?[\d .]{8,19}$/ }),
      address: addressLine(receiver.unknown('address')),
    },
  };
}

/** The same order asked for again is no second parcel; another one under its id is a mistake. */
export function isSameOrder(a: Order, b: Order): boolean {
  return isDeepStrictEqual(a, b);
}

/** One line, or an object whose texts make one: `{detail, wardCode, provinceCode, countryCode}`. */
function addressLine(address: unknown): string {
  if (typeof address === 'string') return fieldsOf({ address }, 'receiver.').text('address', { max: 300 });
  const fields = fieldsOf(address, 'receiver.address.');
  const parts = ['wardCode', 'provinceCode', 'countryCode'].map((name) => fields.optionalText(name) ?? '');
  return [fields.text('detail', { max: 300 }), ...parts.filter((part) => part !== '')].join(', ');
}
