import type { Viewer } from '@motcua/service-kit';
import type { QueryAnswer } from '@motcua/service-kit/testing';
import { player, processor, receiver, submitted, type DossiersBench, type TestFile } from './dossiers-bench.js';
import { file } from './odd-files.js';
import { pdfOf } from './pdf-files.js';

export interface Item {
  readonly subject: 'FIELD' | 'PAPER';
  readonly key: string;
  readonly reasonCode: string;
  readonly note?: string;
}

export const photoAgain: Item = {
  ...{ subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE' },
  note: 'Ảnh của ông Bóng Mẫu bị mờ, xin chụp lại.',
};
export const levelAgain: Item = { subject: 'FIELD', key: 'level', reasonCode: 'WRONG_VALUE' };
export const betterPhoto: TestFile = { ...file('application/pdf', pdfOf({ page: '/Rotate 90' })), name: 'ảnh rõ.pdf' };

/** A dossier that the desk wants more for, before it was received. */
export async function askedAtReception(
  bench: DossiersBench,
  items: readonly Item[] = [photoAgain, levelAgain],
  owner: Viewer = player,
): Promise<string> {
  const dossierId = await submitted(bench, owner);
  expect((await bench.act('requestSupplement', { dossierId, items }, receiver)).codes).toEqual([]);
  return dossierId;
}

/** As above, once it is worked on. */
export async function askedInProcessing(
  bench: DossiersBench,
  items: readonly Item[] = [photoAgain, levelAgain],
): Promise<string> {
  const dossierId = await submitted(bench);
  await bench.act('receiveDossier', { dossierId }, receiver);
  expect((await bench.act('requestSupplement', { dossierId, items }, processor)).codes).toEqual([]);
  return dossierId;
}

export function attach(
  bench: DossiersBench,
  dossierId: string,
  { paper = 'photo', viewer = player, sent = betterPhoto, ...more }: Attaching = {},
): Promise<QueryAnswer> {
  return bench.upload({ dossierId, paper, ...more }, sent, viewer, 'attachSupplementFile');
}

interface Attaching {
  readonly paper?: string;
  readonly viewer?: Viewer;
  readonly sent?: TestFile;
  readonly requestId?: string;
}

/** Both of what `askedAtReception` asks for. */
export async function answerBoth(
  bench: DossiersBench,
  dossierId: string,
  viewer: Viewer = player,
): Promise<QueryAnswer> {
  expect((await attach(bench, dossierId, { viewer })).codes).toEqual([]);
  return bench.act('answerSupplement', { dossierId, answers: { level: 'champion' } }, viewer);
}

const fields = `id stage requestedAt answerBy slipNumber previousDueAt answeredAt dueAt
  items { subject key name { vi en } reasonCode reason { vi en } note } files { id paper fileName state downloadPath }`;
const document = `query ($id: ID!) { dossier(id: $id) { status supplementStage nationalStatus dueAt version answers
  applicant { name phone } attachments { paper fileName downloadPath } availableActions timeline { type }
  slips { number form } fees { key quantity totalVnd } steps { key state dueAt } clock { state }
  supplementRequests { ${fields} } } }`;

export function see(bench: DossiersBench, id: string, viewer: Viewer = player): Promise<QueryAnswer> {
  return bench.ask(document, { id }, viewer);
}
