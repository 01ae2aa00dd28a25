import { parseTrackingNumber } from '@motcua/vietnam';
import { mayAct, mayChangeAddress, maySeeShipment, type Reader } from './access.js';
import { shipmentAggregate } from './evolve-shipment.js';
import {
  aParcel,
  aShipment,
  cancelled,
  givenAway,
  handedOver,
  morning,
  number,
  prepared,
  quoted,
  refusalOf,
  requested,
  scan,
  scanned,
} from './shipment-story.fixture.js';
import { transitions, type ShipmentFact } from './shipment-facts.js';
import type { Shipment } from './shipment.js';
import { numbersLeft, trackingNumberAt } from './tracking-range.js';

const facts: readonly ShipmentFact[] = [
  { type: 'ShipmentRequested', ...aParcel },
  { type: 'PostageQuoted', tariffId: 't', postageVnd: 1, quotedAt: morning },
  { type: 'ParcelPrepared', readyAt: morning },
  { type: 'HandOverRequested', trackingNumber: number, callAt: morning },
  { type: 'LabelPrinted', printedAt: morning },
  { type: 'CarrierCalled', callAt: morning },
  { type: 'HandOverRefused', reasonCode: 'X' },
  { type: 'ParcelHandedOver', handedOverAt: morning, askAt: morning },
  { type: 'ParcelScanned', ...scan('LOST', 9), isMove: false, askAt: morning },
  { type: 'HandOverCodeGiven', sealedCode: 's', givenAt: morning },
  { type: 'DeliveryConfirmed', reasonCode: 'CARRIER_CONFIRMED', confirmedAt: morning },
  { type: 'CarrierAsked', askAt: morning },
  { type: 'CopyPrepared', ...aParcel, readyAt: morning, tariffId: 't', postageVnd: 0 },
  { type: 'ShipmentTransferred', officeId: 'off_another' },
  { type: 'ShipmentCancelled', reasonCode: 'REJECTED', cancelledAt: morning },
  { type: 'AddressChanged', toProvinceCode: '04', encryptedReceiver: 'other', changedAt: morning },
  { type: 'ReturnAccepted', acceptedAt: morning, isNews: true },
  { type: 'CopyReissued', copy: 2 },
];
const shipments: readonly Shipment[] = [
  { status: 'NONE' },
  aShipment(requested),
  aShipment(requested, quoted),
  aShipment(requested, quoted, prepared),
  aShipment(requested, quoted, prepared, givenAway),
  handedOver(),
  ...(['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING', 'DELIVERED', 'RETURNED', 'LOST'] as const).map(
    (status) => handedOver(scanned(scan(status, 9))),
  ),
  handedOver(scanned(scan('DELIVERED', 9, null, false))),
  aShipment(requested, quoted, prepared, cancelled),
];

describe('the table of transitions', () => {
  const rows = shipments.flatMap((shipment) =>
    facts.map((fact) => [shipment.status, fact.type, shipment, fact] as const),
  );

  it.each(rows)('%s and %s', (status, type, shipment, fact) => {
    const attempt = () => shipmentAggregate.evolve(shipment, fact);
    if (transitions[status].includes(type)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow('cannot follow');
  });

  it('has a row for every state', () => {
    expect(new Set(shipments.map(({ status }) => status)).size).toBe(Object.keys(transitions).length);
  });
});

describe('tracking numbers', () => {
  const range = { service: 'EA', country: 'VN', from: 98_765_432, to: 98_765_433 };

  it('follow each other, each with its own check digit', () => {
    expect([1, 2].map((n) => trackingNumberAt(range, n))).toEqual(['EA987654326VN', 'EA987654330VN']);
    expect(parseTrackingNumber(trackingNumberAt(range, 2))).toMatchObject({ serial: 98_765_433 });
  });

  it('are used up after the last one, and say before how many are left', () => {
    expect([1, 2, 3].map((n) => numbersLeft(range, n))).toEqual([1, 0, 0]);
    expect(refusalOf(() => trackingNumberAt(range, 3))).toBe('TRACKING_NUMBERS_USED_UP');
  });

  it.each([0, 1.5])('there is no number %p', (n) => {
    expect(() => trackingNumberAt(range, n)).toThrow('has no number');
  });
});

describe('who may see a shipment and give it away', () => {
  it.each<[string, Reader, boolean, boolean]>([
    ['the applicant', { kind: 'citizen', applicantKey: 'apk_APPLICANT' }, true, false],
    ['another citizen', { kind: 'citizen', applicantKey: 'apk_OTHER' }, false, false],
    ['a guest who opened the dossier', { kind: 'guest', opens: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D' }, true, false],
    ['a guest of another dossier', { kind: 'guest', opens: 'dos_OTHER' }, false, false],
    ['the desk of the office', { kind: 'officer', officeId: 'off_ha-dong', mayReceive: true }, true, true],
    [
      'an officer of the office without that role',
      { kind: 'officer', officeId: 'off_ha-dong', mayReceive: false },
      true,
      false,
    ],
    ['the desk of another office', { kind: 'officer', officeId: 'off_elsewhere', mayReceive: true }, false, false],
    ['anybody else', { kind: 'other' }, false, false],
  ])('%s', (_, reader, sees, gives) => {
    for (const shipment of shipments.slice(2)) {
      expect(maySeeShipment(reader, shipment)).toBe(sees);
      expect(mayAct(reader, shipment)).toBe(gives);
      expect(mayChangeAddress(reader, shipment)).toBe(sees && reader.kind !== 'officer');
    }
    expect(maySeeShipment(reader, { status: 'NONE' })).toBe(false);
    expect(mayAct(reader, { status: 'NONE' })).toBe(false);
    expect(maySeeShipment(reader, aShipment(requested))).toBe(false);
  });
});
