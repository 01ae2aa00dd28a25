import type { Viewer } from '@motcua/service-kit';
import type { QueryAnswer } from '@motcua/service-kit/testing';
import { completeDraft, player, receiver, requestId, submitDraft, type DossiersBench } from './dossiers-bench.js';

/** Another one at the same desk. */
export const receiver2: Viewer = { kind: 'officer', id: 'receiver-2', officeId: 'off_club', roles: ['receive'] };

export interface QueuePage {
  readonly ids: readonly string[];
  readonly next: string | null;
  readonly codes: readonly string[];
}

/** One page of the queue, as that officer sees it. */
export async function queue(
  bench: DossiersBench,
  asked: {
    readonly filter?: object;
    readonly orderBy?: string;
    readonly first?: number;
    readonly after?: string | null;
  } = {},
  viewer: Viewer = receiver,
): Promise<QueuePage> {
  const document = `query ($filter: DeskQueueFilter, $orderBy: DeskQueueOrder!, $first: Int!, $after: String) {
    deskQueue(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const page = await bench.ask(document, { orderBy: 'SUBMITTED', first: 50, ...asked }, viewer);
  const nodes = page.at('deskQueue.nodes');
  return {
    ids: Array.isArray(nodes) ? nodes.map((node: { id: string }) => node.id) : [],
    next: page.at('deskQueue.pageInfo.hasNextPage') === true ? page.textAt('deskQueue.pageInfo.endCursor') : null,
    codes: page.codes,
  };
}

const mutations = {
  takeOverDossier: 'DossierActionInput',
  assignDossier: 'AssignDossierInput',
  receiveDossier: 'DossierActionInput',
} as const;

/** One act at the desk: the dossier as it stands then. */
export function deskAct(
  bench: DossiersBench,
  name: keyof typeof mutations,
  input: object,
  viewer: Viewer,
): Promise<QueryAnswer> {
  const document = `mutation ($input: ${mutations[name]}!) { ${name}(input: $input) {
    dossier { id status version assignee availableActions } } }`;
  return bench.ask(document, { input: { requestId: requestId(), ...input } }, viewer);
}

let people = 0;

/** Answers about somebody no other test is about; their phone finds what they filed. */
export function somebody(): { readonly playerName: string; readonly playerPhone: string } {
  people += 1;
  const name = Array.from(String(people), (digit) => 'abcdefghij'.charAt(Number(digit))).join('');
  return { playerName: `Lê Hàng Đợi Mẫu ${name}`, playerPhone: `09000022${String(people).padStart(2, '0')}` };
}

export async function filedBy(bench: DossiersBench, person: object, viewer: Viewer = player): Promise<string> {
  return submitDraft(bench, await completeDraft(bench, viewer, person), viewer);
}
