import { claimCall, concludeHandOver, recordScans, requestHandOver } from './carrier-decisions.js';
import type { Scan } from './parcel-movement.js';
import {
  after,
  aShipment,
  called,
  evolved,
  givenAway,
  handedOver,
  labelled,
  morning,
  number,
  prepared,
  quoted,
  refusalOf,
  refused,
  requested,
  scan,
  scanned,
  sealedCode,
  taken,
} from './shipment-story.fixture.js';
import type { Shipment } from './shipment.js';

describe('giving the parcel to the carrier', () => {
  it('is first intended, with its number, and done when the carrier says so', () => {
    expect(aShipment(requested, quoted, prepared, givenAway)).toMatchObject({
      status: 'HANDING_OVER',
      trackingNumber: number,
    });
    expect(handedOver()).toMatchObject({ status: 'HANDED_OVER', trackingNumber: number, scans: [], askAt: after(12) });
  });

  it('keeps when its label was printed, until another number is drawn', () => {
    const giving = aShipment(requested, quoted, prepared, givenAway, labelled);
    expect(giving).toMatchObject({ status: 'HANDING_OVER', labelPrintedAt: after(1) });
    expect(evolved(giving, taken(giving))).toMatchObject({ status: 'HANDED_OVER', labelPrintedAt: after(1) });
    const again = evolved(giving, refused(giving));
    expect(evolved(again, givenAway(again))).toMatchObject({ labelPrintedAt: null });
  });

  it('goes back to the desk with the reason when the carrier refuses', () => {
    const back = aShipment(requested, quoted, prepared, givenAway, refused);
    expect(back).toMatchObject({ status: 'PREPARED', refusedBecause: 'ORDER_REFUSED' });
    expect(requestHandOver(back, { trackingNumber: 'EH123456785VN', at: morning })).toEqual([
      { type: 'HandOverRequested', trackingNumber: 'EH123456785VN', callAt: morning },
    ]);
  });

  it('takes no wish without a number: it was another one’s turn when this was asked', () => {
    const packed = aShipment(requested, quoted, prepared);
    expect(refusalOf(() => requestHandOver(packed, { trackingNumber: null, at: morning }))).toBe(
      'SHIPMENT_ALREADY_HANDED_OVER',
    );
  });

  it('is one caller’s at a time, and put off longer each time up to an hour', () => {
    let shipment = aShipment(requested, quoted, prepared, givenAway);
    let at = morning;
    const waits = [];
    for (let call = 1; call <= 8; call += 1) {
      shipment = evolved(shipment, claimCall(shipment, at));
      if (shipment.status !== 'HANDING_OVER') throw new Error('a call alone hands nothing over');
      expect(shipment.calls).toBe(call);
      expect(claimCall(shipment, at)).toEqual([]);
      expect(claimCall(shipment, new Date(shipment.callAt.getTime() - 1))).toEqual([]);
      waits.push((shipment.callAt.getTime() - at.getTime()) / 60_000);
      at = shipment.callAt;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it.each([
    ['it is packed', aShipment(requested, quoted, prepared)],
    ['the carrier has it', handedOver()],
    ['it is lost', handedOver(scanned(scan('LOST', 5)))],
  ])('needs no call when %s', (_, shipment) => {
    expect(claimCall(shipment, after(100))).toEqual([]);
  });

  it('is done by an answer to any of the calls', () => {
    expect(aShipment(requested, quoted, prepared, givenAway, called, taken)).toMatchObject({ status: 'HANDED_OVER' });
  });

  it('takes no second answer, and none about another number', () => {
    const answer = { kind: 'ACCEPTED', acceptedAt: morning } as const;
    expect(concludeHandOver(handedOver(), { trackingNumber: number, answer }, morning)).toEqual([]);
    const giving = aShipment(requested, quoted, prepared, givenAway);
    expect(concludeHandOver(giving, { trackingNumber: 'EH123456785VN', answer }, morning)).toEqual([]);
  });

  it('is proved by a scan that comes before the carrier’s answer', () => {
    const facts = recordScans(
      aShipment(requested, quoted, prepared, givenAway),
      { trackingNumber: number, scans: [scan('ACCEPTED', 0), scan('IN_TRANSIT', 1)], asked: false, sealedCode },
      after(2),
    );
    expect(facts.map(({ type }) => type)).toEqual(['ParcelHandedOver', 'ParcelScanned', 'ParcelScanned']);
    expect(evolved(aShipment(requested, quoted, prepared, givenAway), facts)).toMatchObject({ status: 'IN_TRANSIT' });
  });
});

describe('scans', () => {
  it('count once, however often they come', () => {
    const seen = scan('IN_TRANSIT', 1);
    const shipment = handedOver(scanned(seen));
    expect(
      recordScans(shipment, { trackingNumber: number, scans: [seen, seen], asked: false, sealedCode }, after(2)),
    ).toEqual([]);
  });

  it('that come late are kept in their place and never move the parcel back', () => {
    const shipment = handedOver(
      scanned(scan('OUT_FOR_DELIVERY', 20)),
      scanned(scan('IN_TRANSIT', 10)),
      scanned(scan('ACCEPTED', 1)),
    );
    expect(shipment).toMatchObject({
      status: 'OUT_FOR_DELIVERY',
      scans: [{ status: 'ACCEPTED' }, { status: 'IN_TRANSIT' }, { status: 'OUT_FOR_DELIVERY' }],
    });
  });

  it('of a try that failed count, and do not undo a later try', () => {
    const shipment = handedOver(
      scanned(scan('OUT_FOR_DELIVERY', 20)),
      scanned(scan('ATTEMPT_FAILED', 22, 'NOBODY_HOME')),
      scanned(scan('OUT_FOR_DELIVERY', 44)),
      scanned(scan('ATTEMPT_FAILED', 21, 'NOBODY_HOME')),
    );
    expect(shipment).toMatchObject({ status: 'OUT_FOR_DELIVERY', failedAttempts: 2 });
  });

  it('give the code once for each way to the door, and none when an earlier try is told late', () => {
    const codes = (shipment: Shipment, ...scans: readonly Scan[]) =>
      scanned(...scans)(shipment).filter(({ type }) => type === 'HandOverCodeGiven').length;
    const first = scan('OUT_FOR_DELIVERY', 20);
    const failed = scan('ATTEMPT_FAILED', 22, 'NOBODY_HOME');
    const second = scan('OUT_FOR_DELIVERY', 44);
    expect(codes(handedOver(), first, failed, second)).toBe(2);
    const late = handedOver(scanned(second));
    expect(evolved(late, scanned(failed)(late))).toMatchObject({ status: 'OUT_FOR_DELIVERY', failedAttempts: 1 });
    expect(codes(late, failed)).toBe(0);
  });

  it('of the end count whenever they are heard, and then nothing moves any more', () => {
    const delivered = handedOver(scanned(scan('OUT_FOR_DELIVERY', 20)), scanned(scan('DELIVERED', 19)));
    expect(delivered).toMatchObject({ status: 'DELIVERED', askAt: null });
    expect(evolved(delivered, scanned(scan('LOST', 30))(delivered))).toMatchObject({ status: 'DELIVERED' });
  });

  it('told again with another content are refused, unless they came with everything else we asked for', () => {
    const known = scan('OUT_FOR_DELIVERY', 20);
    const shipment = handedOver(scanned(known));
    const heard = (asked: boolean, changes: object) => ({
      ...{ trackingNumber: number, asked, sealedCode },
      scans: [{ ...known, ...changes }, scan('ATTEMPT_FAILED', 22)],
    });
    for (const changes of [{ status: 'LOST' } as const, { scannedAt: after(21) }]) {
      expect(refusalOf(() => recordScans(shipment, heard(false, changes), after(23)))).toBe('SCAN_CONTRADICTS');
      expect(recordScans(shipment, heard(true, changes), after(23))).toMatchObject([{ status: 'ATTEMPT_FAILED' }]);
    }
  });

  it.each([
    ['a year too early', -365 * 24],
    ['a year too late', 365 * 24],
  ])('%s are refused, and hold up no other that came with them', (_, hours) => {
    const heard = (asked: boolean) => ({
      ...{ trackingNumber: number, asked, sealedCode },
      scans: [scan('RETURNING', hours), scan('IN_TRANSIT', 2)],
    });
    expect(refusalOf(() => recordScans(handedOver(), heard(false), after(3)))).toBe('SCAN_TIME_IMPOSSIBLE');
    expect(recordScans(handedOver(), heard(true), after(3))).toMatchObject([{ status: 'IN_TRANSIT' }]);
    const shipment = aShipment(requested, quoted, prepared, givenAway);
    const answer = { kind: 'ACCEPTED', acceptedAt: after(hours) } as const;
    expect(concludeHandOver(shipment, { trackingNumber: number, answer }, after(3))).toMatchObject([
      { type: 'ParcelHandedOver', handedOverAt: after(3) },
    ]);
  });

  it('with another tracking number are refused', () => {
    const heard = { trackingNumber: 'EH123456785VN', scans: [scan('DELIVERED', 1)], asked: false, sealedCode };
    expect(refusalOf(() => recordScans(handedOver(), heard, after(1)))).toBe('TRACKING_NUMBER_DIFFERS');
  });

  it('that a question did not bring are noted too, so that the next question waits', () => {
    const asked = { trackingNumber: number, scans: [], asked: true, sealedCode };
    expect(recordScans(handedOver(), asked, after(12))).toEqual([{ type: 'CarrierAsked', askAt: after(24) }]);
    expect(recordScans(handedOver(), { ...asked, asked: false }, after(12))).toEqual([]);
    expect(recordScans(handedOver(scanned(scan('DELIVERED', 5))), asked, after(12))).toEqual([]);
    expect(recordScans(aShipment(requested, quoted, prepared, givenAway), asked, after(12))).toEqual([]);
  });
});
