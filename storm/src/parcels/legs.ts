import type { Scan } from './carrier-words.js';
import type { StormedParcel } from './fates.js';

const hourMs = 3_600_000;
const begun = Date.parse('2026-11-23T05:00:00.000Z');
export const takenBy = 'Lê Thị Nhận Mẫu';

/** What the carrier scans before the courier knows the receiver's code. */
export function firstLeg(parcel: StormedParcel): readonly Scan[] {
  return [scan(parcel, 1, 'ACCEPTED', 0), scan(parcel, 2, 'IN_TRANSIT', 4), scan(parcel, 3, 'OUT_FOR_DELIVERY', 24)];
}

/** What happens at the door and after; `code` is what the receiver was sent. */
export function lastLeg(parcel: StormedParcel, code: string): readonly Scan[] {
  const failed = (n: number, hours: number, reasonCode: string) => ({
    ...scan(parcel, n, 'ATTEMPT_FAILED', hours),
    reasonCode,
  });
  const proof = { handOverCode: code, takenBy };
  switch (parcel.fate) {
    case 'DELIVERED':
    case 'SILENT':
      return [{ ...scan(parcel, 4, 'DELIVERED', 28), ...proof }];
    case 'DELIVERED_LATER':
      return [
        failed(4, 26, 'NOBODY_HOME'),
        scan(parcel, 5, 'OUT_FOR_DELIVERY', 48),
        { ...scan(parcel, 6, 'DELIVERED', 50), ...proof },
      ];
    case 'RETURNED':
      return [
        ...[failed(4, 26, 'NOBODY_HOME'), scan(parcel, 5, 'OUT_FOR_DELIVERY', 48), failed(6, 50, 'MOVED')],
        ...[scan(parcel, 7, 'RETURNING', 52), { ...scan(parcel, 8, 'RETURNED', 72), reasonCode: 'MOVED' }],
      ];
    case 'LOST':
      return [scan(parcel, 4, 'LOST', 40)];
    case 'UNPROVEN':
      return [{ ...scan(parcel, 4, 'DELIVERED', 28), takenBy }];
    case 'WRONG_CODE':
      return [{ ...scan(parcel, 4, 'DELIVERED', 28), ...proof, handOverCode: another(code) }];
  }
}

function scan({ shipmentId }: StormedParcel, n: number, status: string, hours: number): Scan {
  return { id: `${shipmentId}.scan-${String(n)}`, status, at: new Date(begun + hours * hourMs).toISOString() };
}

function another(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
