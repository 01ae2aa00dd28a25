import { printLabel, recordScans, requestHandOver } from './carrier-decisions.js';
import {
  acceptReturn,
  addQuote,
  cancelShipment,
  changeAddress,
  confirmDelivery,
  prepareCopy,
  prepareParcel,
  reissueCopy,
  requestShipment,
  transferShipment,
} from './decisions.js';
import {
  after,
  aParcel,
  aShipment,
  cancelled,
  evolved,
  givenAway,
  handedOver,
  morning,
  number,
  prepared,
  quote,
  quoted,
  refusalOf,
  requested,
  scan,
  scanned,
  sealedCode,
  takenBack,
} from './shipment-story.fixture.js';
import type { Shipment } from './shipment.js';

const before: readonly (readonly [string, Shipment])[] = [
  ['it was never asked for', { status: 'NONE' }],
  ['its price is not known', aShipment(requested)],
  ['the result is not there', aShipment(requested, quoted)],
  ['it is packed', aShipment(requested, quoted, prepared)],
  ['the carrier is being told', aShipment(requested, quoted, prepared, givenAway)],
  ['the carrier has it', handedOver()],
  ['it is on its way', handedOver(scanned(scan('IN_TRANSIT', 2)))],
  ['it is out for delivery', handedOver(scanned(scan('OUT_FOR_DELIVERY', 3)))],
  ['a try failed', handedOver(scanned(scan('ATTEMPT_FAILED', 4)))],
  ['it arrived', handedOver(scanned(scan('DELIVERED', 5)))],
  ['it is lost', handedOver(scanned(scan('LOST', 5)))],
  ['it is on its way back', handedOver(scanned(scan('ATTEMPT_FAILED', 4), scan('ATTEMPT_FAILED', 60)))],
  ['it came back', handedOver(scanned(scan('RETURNED', 5)))],
  ['the desk took it back', handedOver(scanned(scan('RETURNING', 5)), takenBack)],
  ['it is said to be delivered', handedOver(scanned(scan('DELIVERED', 5, null, false)))],
  ['it was cancelled', aShipment(requested, quoted, prepared, cancelled)],
  ['it was cancelled without a price', aShipment(requested, cancelled)],
];
const elsewhere = { toProvinceCode: '04', encryptedReceiver: 'another', amountVnd: quote.amountVnd };
const rows = (allowed: readonly number[], code: (at: number) => string) =>
  before.map(([when, shipment], at) => [when, allowed.includes(at) ? undefined : code(at), shipment] as const);

describe('what may happen when', () => {
  it.each(rows([0], () => 'SHIPMENT_ALREADY_REQUESTED'))('asking for a shipment when %s: %s', (_, code, shipment) => {
    expect(refusalOf(() => requestShipment(shipment, aParcel))).toBe(code);
  });

  it.each(rows([2], () => 'RESULT_NOT_AWAITED'))('packing the result when %s: %s', (_, code, shipment) => {
    expect(refusalOf(() => prepareParcel(shipment, morning))).toBe(code);
  });

  it.each(
    rows([3], (at) =>
      at === 0
        ? 'SHIPMENT_NOT_FOUND'
        : at < 3
          ? 'SHIPMENT_NOT_READY'
          : at > 14
            ? 'SHIPMENT_CANCELLED'
            : 'SHIPMENT_ALREADY_HANDED_OVER',
    ),
  )('giving it to the carrier when %s: %s', (_, code, shipment) => {
    expect(refusalOf(() => requestHandOver(shipment, { trackingNumber: number, at: morning }))).toBe(code);
  });

  it.each(rows([4, 5], (at) => (at === 0 ? 'SHIPMENT_NOT_FOUND' : 'LABEL_NOT_DUE')))(
    'a label when %s: %s',
    (_, code, shipment) => {
      expect(refusalOf(() => printLabel(shipment, morning))).toBe(code);
    },
  );

  it.each(rows([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], () => 'SHIPMENT_NOT_HANDED_OVER'))(
    'a scan when %s: %s',
    (_, code, shipment) => {
      const heard = { trackingNumber: number, scans: [scan('IN_TRANSIT', 1)], asked: false, sealedCode };
      expect(refusalOf(() => recordScans(shipment, heard, after(1)))).toBe(code);
    },
  );

  it.each(before)('a quote changes nothing but the one shipment that waits for it: %s', (_, shipment) => {
    expect(addQuote(shipment, quote, morning)).toHaveLength(shipment.status === 'AWAITING_QUOTE' ? 1 : 0);
  });

  it.each(
    rows([11, 12], (at) =>
      at === 0 ? 'SHIPMENT_NOT_FOUND' : at === 13 ? 'RETURN_ALREADY_ACCEPTED' : 'RETURN_NOT_EXPECTED',
    ),
  )('taking it back when %s: %s', (_, code, shipment) => {
    expect(refusalOf(() => acceptReturn(shipment, morning))).toBe(code);
  });

  it.each(rows([0, 1, 2, 3, 15, 16], () => 'SHIPMENT_ALREADY_HANDED_OVER'))(
    'the dossier ending without a result when %s: %s',
    (_, code, shipment) => {
      expect(refusalOf(() => cancelShipment(shipment, 'STOPPED', morning))).toBe(code);
    },
  );

  it.each(rows([10, 12, 13], (at) => (at === 0 ? 'SHIPMENT_NOT_FOUND' : 'PARCEL_NOT_LOST')))(
    'a fresh copy when %s: %s',
    (_, code, shipment) => {
      expect(refusalOf(() => reissueCopy(shipment, 2))).toBe(code);
    },
  );

  it.each(rows([14], (at) => (at === 0 ? 'SHIPMENT_NOT_FOUND' : 'NOTHING_TO_CONFIRM')))(
    'believing a delivery when %s: %s',
    (_, code, shipment) => {
      expect(refusalOf(() => confirmDelivery(shipment, 'RECEIVER_CONFIRMED', morning))).toBe(code);
    },
  );

  it.each(
    rows([2, 3], (at) =>
      at < 2 ? 'SHIPMENT_NOT_FOUND' : at > 14 ? 'SHIPMENT_CANCELLED' : 'SHIPMENT_ALREADY_HANDED_OVER',
    ),
  )('another address when %s: %s', (_, code, shipment) => {
    expect(refusalOf(() => changeAddress(shipment, elsewhere, morning))).toBe(code);
  });

  it.each(before)('another office takes it over, once, whenever: %s', (_, shipment) => {
    const facts = transferShipment(shipment, 'off_another');
    expect(facts).toHaveLength(shipment.status === 'NONE' ? 0 : 1);
    const moved = evolved(shipment, facts);
    expect(transferShipment(moved, 'off_another')).toEqual([]);
    if (moved.status !== 'NONE') expect(moved).toEqual({ ...shipment, officeId: 'off_another' });
  });
});

describe('a dossier that ends without a result', () => {
  it('has no parcel any more, with the reason, and whether it had a price', () => {
    expect(aShipment(requested, quoted, prepared, cancelled)).toEqual({
      ...{ ...aParcel, status: 'CANCELLED', cancelledBecause: 'WITHDRAWN' },
      ...{ tariffId: quote.tariffId, postageVnd: quote.amountVnd },
    });
    expect(aShipment(requested, cancelled)).not.toHaveProperty('postageVnd');
    expect(cancelShipment(aShipment(requested, cancelled), 'REJECTED', morning)).toEqual([]);
  });
});

describe('another address', () => {
  const packed = aShipment(requested, quoted, prepared);

  it('takes the place of the first one', () => {
    const { toProvinceCode, encryptedReceiver } = elsewhere;
    expect(evolved(packed, changeAddress(packed, elsewhere, morning))).toEqual({
      ...{ ...packed, toProvinceCode, encryptedReceiver },
    });
  });

  it('is never at another price, except where the office bears it', () => {
    const dearer = { ...elsewhere, amountVnd: 20_001 };
    expect(refusalOf(() => changeAddress(packed, dearer, morning))).toBe('POSTAGE_WOULD_CHANGE');
    const copy = { ...packed, copy: 2, latestCopy: 2, postageVnd: 0 } as const;
    expect(changeAddress(copy, dearer, morning)).toHaveLength(1);
  });
});

describe('a parcel that came back', () => {
  it('is the desk’s again, also before the carrier has said so', () => {
    const returning = handedOver(scanned(scan('RETURNING', 5, 'REFUSED')));
    expect(acceptReturn(returning, after(9))).toEqual([{ type: 'ReturnAccepted', acceptedAt: after(9), isNews: true }]);
    const back = evolved(returning, acceptReturn(returning, after(9)));
    expect(back).toMatchObject({ status: 'RETURNED', reasonCode: 'REFUSED', returnAcceptedAt: after(9), askAt: null });
    const late = recordScans(
      back,
      { trackingNumber: number, scans: [scan('RETURNED', 8)], asked: false, sealedCode },
      after(10),
    );
    expect(late).toMatchObject([{ type: 'ParcelScanned', isMove: false }]);
  });
});

describe('a fresh copy', () => {
  const lost = handedOver(scanned(scan('LOST', 5)));
  const none = { status: 'NONE' } as const;
  if (lost.status === 'NONE') throw new Error('a lost parcel was asked for once');

  it('is a parcel of its own, packed at once, to the same receiver and free of charge', () => {
    expect(evolved(lost, reissueCopy(lost, 2))).toEqual({ ...lost, latestCopy: 2 });
    const facts = prepareCopy(none, lost, 2, after(20));
    const copy = evolved(none, facts);
    expect(copy).toEqual({
      ...{ ...aParcel, status: 'PREPARED', refusedBecause: null, copy: 2, latestCopy: 2, requestedAt: after(20) },
      ...{ tariffId: quote.tariffId, postageVnd: 0 },
    });
    expect(prepareCopy(copy, lost, 2, after(21))).toEqual([]);
  });

  it.each([1, 3])('is the next one, never copy %d', (copy) => {
    expect(refusalOf(() => reissueCopy(lost, copy))).toBe('COPY_OUT_OF_ORDER');
  });
});
