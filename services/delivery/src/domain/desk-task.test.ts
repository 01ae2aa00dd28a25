import { deskTaskOf, waitingStatuses } from './desk-task.js';
import {
  after,
  aShipment,
  cancelled,
  givenAway,
  handedOver,
  prepared,
  quoted,
  refused,
  requested,
  scan,
  scanned,
  takenBack,
} from './shipment-story.fixture.js';
import type { Shipment } from './shipment.js';

const unproven = { ...scan('DELIVERED', 20), isProven: false, reasonCode: 'NOT_PROVEN' as const };

describe('a parcel waits for the desk', () => {
  it.each<[string, Shipment, number, string | null]>([
    ['when it is packed', aShipment(requested, quoted, prepared), 1, 'GIVE_AWAY'],
    ['when the carrier refused it', aShipment(requested, quoted, prepared, givenAway, refused), 1, 'GIVE_AWAY'],
    ['when nobody proved its delivery', handedOver(scanned(unproven)), 21, 'FIND_OUT'],
    ['when it is back', handedOver(scanned(scan('RETURNED', 20))), 21, 'TAKE_BACK'],
    ['when it was lost', handedOver(scanned(scan('LOST', 20))), 21, 'ISSUE_AGAIN'],
    ['when nobody scanned it for four days', handedOver(scanned(scan('IN_TRANSIT', 4))), 4 + 96, 'ASK_CARRIER'],
    ['when nobody ever scanned it', handedOver(), 96, 'ASK_CARRIER'],
    ['not before its result is there', aShipment(requested, quoted), 99, null],
    ['not while the carrier is told', aShipment(requested, quoted, prepared, givenAway), 99, null],
    ['not while it was scanned of late', handedOver(scanned(scan('IN_TRANSIT', 4))), 99, null],
    ['not once it arrived', handedOver(scanned(scan('DELIVERED', 20))), 999, null],
    ['not once the desk has it back', handedOver(scanned(scan('RETURNED', 20)), takenBack), 999, null],
    ['not when its dossier ended', aShipment(requested, quoted, prepared, cancelled), 99, null],
  ])('%s', (_, shipment, hours, task) => {
    expect(deskTaskOf(shipment, 1, after(hours))?.task ?? null).toBe(task);
    if (task !== null) expect(waitingStatuses).toContain(shipment.status);
  });

  it('no more when a fresh copy took its place', () => {
    expect(deskTaskOf(handedOver(scanned(scan('LOST', 20))), 2, after(99))).toBeNull();
  });
});
