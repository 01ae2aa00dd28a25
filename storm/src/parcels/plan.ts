import { pick, shuffled } from '../seeded.js';
import type { CarrierPrograms } from './carrier-programs.js';
import type { Saying, Scan } from './carrier-words.js';
import type { StormedParcel } from './fates.js';

export interface Told {
  readonly parcel: StormedParcel;
  readonly scans: readonly Scan[];
}

/**
 * Each scan once and some of them more often, in any order, with forged ones in between. What a silent parcel went through is
 * told by no webhook.
 */
export function planWave(carrier: CarrierPrograms, told: readonly Told[], random: () => number): readonly Saying[] {
  const spoken = told.filter(({ parcel }) => parcel.fate !== 'SILENT');
  const genuine = spoken.flatMap(({ parcel, scans }) => scans.map((scan) => sayingOf(carrier, parcel, scan)));
  const more = genuine.flatMap((saying) => (random() < 0.4 ? [saying] : []));
  const forged = told.flatMap(({ parcel }) => (random() < 0.5 ? [forgery(carrier, parcel, random)] : []));
  return shuffled([...genuine, ...more, ...forged], random);
}

/** After the end: everything once more, and ends that contradict the one there was. Nothing of it may move a parcel. */
export function planAfterwards(
  carrier: CarrierPrograms,
  told: readonly Told[],
  random: () => number,
): readonly Saying[] {
  const ended = told.filter(({ parcel: { fate } }) => fate !== 'UNPROVEN' && fate !== 'WRONG_CODE');
  const late = told.flatMap(({ parcel, scans }) => scans.slice(-1).map((scan) => sayingOf(carrier, parcel, scan)));
  const contradicting = ended.flatMap(({ parcel, scans }) => {
    const last = scans.at(-1);
    return last === undefined || random() < 0.5 ? [] : [contradiction(carrier, parcel, last, random)];
  });
  return shuffled([...late, ...contradicting], random);
}

function sayingOf(carrier: CarrierPrograms, { shipmentId }: StormedParcel, scan: Scan, id = scan.id): Saying {
  const trackingNumber = carrier.numberOf(shipmentId) ?? '';
  return { webhookId: id, body: JSON.stringify({ ...scan, orderId: shipmentId, trackingNumber }), answers: [204] };
}

function contradiction(carrier: CarrierPrograms, parcel: StormedParcel, last: Scan, random: () => number): Saying {
  const { handOverCode: _, takenBy: __, ...scan } = last;
  const status = last.status === 'LOST' ? 'RETURNED' : 'LOST';
  const later = { ...scan, id: `${last.id}.later`, status, at: new Date(Date.parse(last.at) + 60_000).toISOString() };
  const again = `${last.id}.again`;
  return pick(
    [
      // Another end after the end is kept and moves nothing.
      sayingOf(carrier, parcel, later),
      { ...sayingOf(carrier, parcel, { ...scan, status }, again), answers: [409] },
    ],
    random,
  );
}

/** What the carrier never said, or never said so. */
function forgery(carrier: CarrierPrograms, parcel: StormedParcel, random: () => number): Saying {
  const scan = { id: `forged-${String(random())}`, status: 'DELIVERED', at: '2026-11-23T06:00:00.000Z' };
  const saying = sayingOf(carrier, parcel, scan);
  const told = (changes: object): string => JSON.stringify({ ...(JSON.parse(saying.body) as object), ...changes });
  return pick<Saying>(
    [
      { ...saying, secret: 'a-secret-nobody-has', answers: [401] },
      { ...saying, agoMs: 6 * 60_000, answers: [401] },
      { ...saying, agoMs: -6 * 60_000, answers: [401] },
      { ...saying, sent: told({ status: 'LOST' }), answers: [401] },
      { ...saying, body: told({ trackingNumber: 'EA987654326VN' }), answers: [409] },
      { ...saying, body: told({ orderId: 'shp_nobody' }), answers: [404] },
      { ...saying, body: told({ status: 'EATEN' }), answers: [400] },
      { ...saying, body: '{"id":', answers: [400] },
    ],
    random,
  );
}
