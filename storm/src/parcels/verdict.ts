import type { Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { TestBench } from '@motcua/service-kit/testing';
import type { CarrierPrograms } from './carrier-programs.js';
import { expectedOf, type StormedParcel } from './fates.js';

export interface Verdict {
  /** Parcels, scans and ends that the carrier knows of and we do not. */
  readonly lost: number;
  /** Given twice, told twice, scanned twice, or a number used twice. */
  readonly doubled: number;
  /** Where a parcel is said to be, and is not. */
  readonly mismatched: number;
}

interface Row {
  readonly _id: string;
  readonly state: {
    readonly status: string;
    readonly trackingNumber?: string;
    readonly scans?: readonly { scanId: string }[];
  };
}

const ends = ['shipment.delivered', 'shipment.returned', 'shipment.lost'];

/** What the service knows and told of every parcel, held against what the carrier really did. */
export async function judge(
  bench: TestBench,
  mongo: Mongo,
  carrier: CarrierPrograms,
  parcels: readonly StormedParcel[],
  say: (line: string) => void,
): Promise<Verdict> {
  const rows = await databaseOf(mongo).collection<Row>('shipments').find({}).toArray();
  const byId = new Map(rows.map((row) => [row._id, row]));
  const verdicts = parcels.map((parcel) => {
    const verdict = judgeOne(bench, carrier, parcel, byId.get(parcel.shipmentId));
    if (verdict.lost + verdict.doubled + verdict.mismatched > 0) {
      say(
        `${parcel.fate} ${parcel.taking} ${JSON.stringify(verdict)} ${JSON.stringify(byId.get(parcel.shipmentId)?.state.status)}`,
      );
    }
    return verdict;
  });
  const sum = (key: keyof Verdict) => verdicts.reduce((total, verdict) => total + verdict[key], 0);
  const numbers = rows.map(({ state }) => state.trackingNumber);
  const repeated = numbers.length - new Set(numbers).size;
  return {
    lost: sum('lost'),
    doubled: sum('doubled') + repeated + carrier.givenTwice() + carrier.wrongNumbers(),
    mismatched: sum('mismatched'),
  };
}

function judgeOne(bench: TestBench, carrier: CarrierPrograms, parcel: StormedParcel, row: Row | undefined): Verdict {
  const expected = expectedOf(parcel);
  // An event that was sent again after a break keeps its id: it is one event.
  const told = new Map(
    bench
      .seen('delivery.v1')
      .filter(({ key }) => key === parcel.dossierId)
      .map(({ id, type }) => [id, type]),
  );
  const count = (type: string) => [...told.values()].filter((one) => one === type).length;
  const scans = (row?.state.scans ?? []).map(({ scanId }) => scanId);
  const missing = carrier.scansOf(parcel.shipmentId).filter(({ id }) => !scans.includes(id)).length;
  const wanted = (type: string) => Number(type === 'shipment.handed-over' || type === expected.told);
  const types = ['shipment.handed-over', ...ends];
  const isLost = row === undefined || missing > 0 || types.some((type) => count(type) < wanted(type));
  const isDoubled = scans.length > new Set(scans).size || types.some((type) => count(type) > wanted(type));
  const isRight =
    row?.state.status === expected.status && row.state.trackingNumber === carrier.numberOf(parcel.shipmentId);
  return { lost: Number(isLost), doubled: Number(isDoubled), mismatched: Number(!isRight) };
}
