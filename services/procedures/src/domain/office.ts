/** A one-stop desk that takes dossiers (NĐ 61/2018/NĐ-CP Điều 7). */
import type { Aggregate } from '@motcua/service-kit/pure';

export interface Office {
  readonly id: string;
  readonly codePrefix: string;
  readonly name: { readonly vi: string; readonly en?: string };
  readonly phone: string;
  readonly address: string;
  readonly provinceCode: string;
  readonly wardCode: string;
  readonly procedureCodes: readonly string[];
  readonly validFrom: string;
  /** The last day on which it takes dossiers, and the office that took over; both or neither. */
  readonly validUntil?: string;
  readonly successorOfficeId?: string;
}

export type OfficeRegistration =
  { readonly status: 'NONE' } | { readonly status: 'REGISTERED'; readonly office: Office };

export interface OfficeFact {
  readonly type: 'OfficeRegistered';
  readonly office: Office;
}

export const officeAggregate: Aggregate<OfficeRegistration, OfficeFact> = {
  name: 'offices',
  initial: { status: 'NONE' },
  evolve: (_, { office }) => ({ status: 'REGISTERED', office }),
};

/** Registers an office or what changed about it; the same again changes nothing. */
export function registerOffice(state: OfficeRegistration, office: Office): readonly OfficeFact[] {
  const known = state.status === 'REGISTERED' && canonical(state.office) === canonical(office);
  return known ? [] : [{ type: 'OfficeRegistered', office }];
}

function canonical({ name, ...office }: Office): string {
  const entries = Object.entries({ ...office, vi: name.vi, en: name.en ?? null });
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
