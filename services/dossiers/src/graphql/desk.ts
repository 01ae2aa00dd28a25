import type { DeskSummary } from '../domain/desk-summary.js';
import type { OfficerRole } from '../domain/party.js';
import type { DeskFilter } from '../use-cases/list-desk-queue.js';
import type * as graph from './generated/resolvers.js';

const roles = { RECEIVE: 'receive', PROCESS: 'process', SIGN: 'sign', LEAD: 'lead' } as const satisfies Readonly<
  Record<graph.OfficerRole, OfficerRole>
>;
const roleNames = { receive: 'RECEIVE', process: 'PROCESS', sign: 'SIGN', lead: 'LEAD' } as const satisfies Readonly<
  Record<OfficerRole, graph.OfficerRole>
>;

export function toDeskFilter({ role, ...filter }: graph.DeskQueueFilter): DeskFilter {
  return { ...filter, role: role === null || role === undefined ? null : roles[role] };
}

export function toDeskSummary({ byStatus, byRole, ...counts }: DeskSummary): graph.DeskSummary {
  return {
    ...counts,
    byStatus: [...byStatus],
    byRole: byRole.map(({ role, ...of }) => ({ ...of, role: roleNames[role] })),
  };
}
