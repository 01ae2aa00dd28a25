import { randomUUID } from 'node:crypto';
import { createAccessTokenVerifier, identityHeader, IdentityPublicKeys, type Viewer } from '@motcua/service-kit';
import type { QueryAnswer } from '@motcua/service-kit/testing';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import { pdf, readAnswer, requestId, type DossiersBench } from './dossiers-bench.js';

export const anonymous: Viewer = { kind: 'anonymous' };

export interface Caller {
  readonly viewer?: Viewer;
  readonly address?: string | null;
}

export interface RawAnswer extends QueryAnswer {
  /** The body as it came. */
  readonly text: string;
}

/** As the gateway would ask for somebody at an address. */
export async function askFrom(
  bench: DossiersBench,
  document: string,
  variables: object,
  { viewer = anonymous, address = null }: Caller = {},
): Promise<RawAnswer> {
  const response = await fetch(new URL('/graphql', bench.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [identityHeader]: await bench.identityFor(viewer, 'dossiers', address),
    },
    body: JSON.stringify({ query: document, variables }),
  });
  const text = await response.text();
  return { ...readAnswer(response.status, JSON.parse(text)), text };
}

const access = 'access { token expiresAt }';
const draft = 'draft { id revision answers expiresAt newerVersion { id } readiness { problems { path code } } }';
const selections = {
  startDraft: ['StartDraftInput', `${draft} ${access}`],
  saveAnswers: ['SaveAnswersInput', `${draft} replaced { field previous }`],
  submitDossier: [
    'SubmitDossierInput',
    `dossier { id code status applicant { name } } problems { path code } ${access}`,
  ],
  discardDraft: ['DraftInput', 'draftId'],
  adoptNewVersion: ['DraftInput', draft],
  createResumeLink: ['DraftInput', 'url resumeToken expiresAt'],
  resumeDraft: ['ResumeDraftInput', `draftId ${access}`],
  requestAccessCode: ['RequestAccessCodeInput', 'expiresAt'],
  confirmAccessCode: ['ConfirmAccessCodeInput', `dossierId ${access}`],
  redeemReceipt: ['RedeemReceiptInput', `dossierId ${access}`],
} as const;

export type GuestMutation = keyof typeof selections;

/** One mutation by its name, with a request id that is a UUID unless another is given. */
export function act(bench: DossiersBench, name: GuestMutation, input: object, caller: Caller = {}): Promise<RawAnswer> {
  const [type, fields] = selections[name];
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
  return askFrom(bench, document, { input: { requestId: randomUUID(), ...input } }, caller);
}

/** Who holds the token, as the gateway would find out. */
export async function guestOf({ keys }: DossiersBench, token: string): Promise<Viewer> {
  const verifier = createAccessTokenVerifier(IdentityPublicKeys.parse(JSON.parse(keys.accessTokens)));
  return (await verifier.verify(token)).viewer;
}

export interface GuestDraft {
  readonly draftId: string;
  readonly guest: Viewer;
}

export async function startAsGuest(bench: DossiersBench, address: string | null = null): Promise<GuestDraft> {
  const started = await act(bench, 'startDraft', { procedureCode: '9.000001', officeId: 'off_club' }, { address });
  const guest = await guestOf(bench, started.textAt('startDraft.access.token'));
  return { draftId: started.textAt('startDraft.draft.id'), guest };
}

/** Every answer and both papers. */
export async function fillAsGuest(bench: DossiersBench, { draftId, guest }: GuestDraft, change: object = {}) {
  await act(bench, 'saveAnswers', { draftId, answers: { ...tennisAnswers, ...change } }, { viewer: guest });
  for (const paper of ['photo', 'medicalNote']) await bench.upload({ draftId, paper }, pdf, guest);
}

export interface GuestDossier extends GuestDraft {
  readonly dossierId: string;
  readonly code: string;
  readonly accessToken: string;
}

export async function submitAsGuest(bench: DossiersBench): Promise<GuestDossier> {
  const started = await startAsGuest(bench);
  await fillAsGuest(bench, started);
  const input = { requestId: requestId(), draftId: started.draftId, captcha: await bench.solve() };
  const submitted = await act(bench, 'submitDossier', input, { viewer: started.guest });
  return {
    ...started,
    dossierId: submitted.textAt('submitDossier.dossier.id'),
    code: submitted.textAt('submitDossier.dossier.code'),
    accessToken: submitted.textAt('submitDossier.access.token'),
  };
}
