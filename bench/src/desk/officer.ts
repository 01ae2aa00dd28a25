import { randomUUID } from 'node:crypto';
import type { Viewer } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import { officeId } from '../filing/catalogue.js';

/** An officer of the office in front of the service, as the gateway would pass their requests on. */
export interface BenchOfficer {
  readonly id: string;
  /** One page of the queue, as a desk shows it: where the next one begins, null at the end. */
  queue(asked: QueueAsked): Promise<string | null>;
  summary(): Promise<void>;
  receive(dossierId: string): Promise<void>;
}

export interface QueueAsked {
  readonly filter?: object;
  readonly orderBy?: 'SUBMITTED' | 'DUE';
  readonly after?: string | null;
}

const queueDocument = `query ($filter: DeskQueueFilter, $orderBy: DeskQueueOrder!, $first: Int!, $after: String) {
  deskQueue(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id code status procedure { id } submittedAt dueAt lateness assignee version availableActions }
    pageInfo { hasNextPage endCursor } } }`;
const summaryDocument = `{ deskSummary { open mine nobodys atRisk late lapsed unreachable
  byStatus { status count } byRole { role count atRisk late } } }`;
const receiveDocument = `mutation ($input: DossierActionInput!) {
  receiveDossier(input: $input) { dossier { id status dueAt slips { number } } } }`;

/** As many as a screen holds. */
const first = 50;

export function openOfficer(bench: TestBench, url: string): BenchOfficer {
  const id = 'bench-officer';
  const viewer: Viewer = { kind: 'officer', id, officeId, roles: ['receive', 'process'] };
  return {
    id,
    async queue({ filter = {}, orderBy = 'SUBMITTED', after = null }) {
      const page = await bench.query(url, queueDocument, { filter, orderBy, first, after }, viewer);
      if (page.codes.length > 0) throw new Error(`the queue was refused: ${page.codes.join()}`);
      return page.at('deskQueue.pageInfo.hasNextPage') === true ? page.textAt('deskQueue.pageInfo.endCursor') : null;
    },
    async summary() {
      const summed = await bench.query(url, summaryDocument, {}, viewer);
      if (summed.codes.length > 0) throw new Error(`the summary was refused: ${summed.codes.join()}`);
    },
    async receive(dossierId) {
      const input = { requestId: randomUUID(), dossierId };
      const received = await bench.query(url, receiveDocument, { input }, viewer);
      received.textAt('receiveDossier.dossier.status');
    },
  };
}
