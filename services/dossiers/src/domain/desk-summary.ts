/** How much there is to do at a desk, added up from groups of dossiers that stand alike. */
import type { DossierStatus } from './dossier.js';
import type { Lateness } from './lateness.js';
import type { OfficerRole } from './party.js';

/** Dossiers that the desk is not done with and that are alike in all of this. */
export interface DeskGroup {
  readonly status: DossierStatus;
  readonly waitsFor: readonly OfficerRole[];
  readonly whose: 'MINE' | 'NOBODYS' | 'OTHERS';
  /** NONE: no time runs against the office. */
  readonly lateness: Lateness | 'NONE';
  /** The applicant could not be told something. */
  readonly unreachable: boolean;
  readonly count: number;
}

export interface DeskSummary {
  readonly open: number;
  readonly byStatus: readonly { readonly status: DossierStatus; readonly count: number }[];
  readonly byRole: readonly {
    readonly role: OfficerRole;
    readonly count: number;
    readonly atRisk: number;
    readonly late: number;
  }[];
  readonly mine: number;
  readonly nobodys: number;
  readonly atRisk: number;
  readonly late: number;
  readonly lapsed: number;
  readonly unreachable: number;
}

const roles: readonly OfficerRole[] = ['receive', 'process', 'sign', 'lead'];

export function summaryOf(groups: readonly DeskGroup[]): DeskSummary {
  const statuses = [...new Set(groups.map(({ status }) => status))].sort();
  return {
    open: sumOf(groups),
    byStatus: statuses.map((status) => ({ status, count: sumOf(groups, (group) => group.status === status) })),
    byRole: roles.map((role) => {
      const waiting = groups.filter(({ waitsFor }) => waitsFor.includes(role));
      return { role, count: sumOf(waiting), atRisk: sumOf(waiting, isAtRisk), late: sumOf(waiting, isLate) };
    }),
    mine: sumOf(groups, ({ whose }) => whose === 'MINE'),
    nobodys: sumOf(groups, ({ whose }) => whose === 'NOBODYS'),
    atRisk: sumOf(groups, isAtRisk),
    late: sumOf(groups, isLate),
    // A supplement waits for its applicant, and for the leader only once it was not answered in time.
    lapsed: sumOf(groups, ({ status, waitsFor }) => status === 'AWAITING_SUPPLEMENT' && waitsFor.includes('lead')),
    unreachable: sumOf(groups, ({ unreachable }) => unreachable),
  };
}

function sumOf(groups: readonly DeskGroup[], holds: (group: DeskGroup) => boolean = () => true): number {
  return groups.filter(holds).reduce((sum, { count }) => sum + count, 0);
}

const isAtRisk = ({ lateness }: DeskGroup): boolean => lateness === 'AT_RISK';
const isLate = ({ lateness }: DeskGroup): boolean => lateness === 'LATE';
