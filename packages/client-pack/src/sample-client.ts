import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import * as graph from './generated/graph.js';

// npm run -s sample-client -- ENDPOINT TOKEN APPLICATION: files a dossier and watches it until it has ended.
// APPLICATION is a JSON file, { procedureCode, answers, attachments }; the papers it names are sent as empty PDFs.
const [endpoint = '', token = '', file] = process.argv.slice(2);
if (file === undefined) throw new Error('expected: ENDPOINT TOKEN APPLICATION');
const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' };

interface Application {
  readonly procedureCode: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly attachments: readonly string[];
}

/** What is refused has a code, the reason and what to do now, both in the language asked for. */
async function ask<Answer, Variables>(
  operation: TypedDocumentNode<Answer, Variables>,
  variables: Variables,
  paper?: File,
): Promise<Answer> {
  const body = JSON.stringify({ query: print(operation), variables });
  const sent = paper === undefined ? plain(body) : withFile(body, paper);
  const response = await fetch(endpoint, { method: 'POST', ...sent });
  const { data, errors } = (await response.json()) as { data?: Answer; errors?: readonly object[] };
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

function plain(body: string): RequestInit {
  return { headers: { ...headers, 'content-type': 'application/json' }, body };
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec */
function withFile(operations: string, paper: File): RequestInit {
  const form = new FormData();
  form.append('operations', operations);
  form.append('map', '{"0":["variables.input.file"]}');
  form.append('0', paper);
  return { headers, body: form };
}

async function fileDossier({ procedureCode, answers, attachments }: Application): Promise<string> {
  const requestId = (): { requestId: string } => ({ requestId: randomUUID() });
  const { offices } = await ask(graph.ChooseServiceDocument, { code: procedureCode });
  const officeId = offices?.nodes[0]?.id ?? '';
  const { startDraft } = await ask(graph.StartDraftDocument, { input: { ...requestId(), procedureCode, officeId } });
  const draftId = startDraft.draft.id;
  await ask(graph.SaveAnswersDocument, { input: { ...requestId(), draftId, answers } });
  for (const paper of attachments) {
    const pdf = new File([emptyPdf], `${paper}.pdf`, { type: 'application/pdf' });
    await ask(graph.AttachFileDocument, { input: { ...requestId(), draftId, paper, file: null } }, pdf);
  }
  const { captchaChallenge } = await ask(graph.CaptchaChallengeDocument, {});
  const challenge = captchaChallenge?.challenge as Challenge; // JSON: altcha-lib made it, and reads it
  const captcha = btoa(JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) }));
  const { submitDossier } = await ask(graph.SubmitDossierDocument, { input: { ...requestId(), draftId, captcha } });
  if (submitDossier.dossier === null) throw new Error(`not complete: ${JSON.stringify(submitDossier.problems)}`);
  return submitDossier.dossier.id;
}

const emptyPdf =
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n';

/** Says how it is at once, and again whenever something changes: server-sent events, one connection for it. */
async function watch(id: string): Promise<void> {
  const live = createClient({ url: `${endpoint}/stream`, headers });
  const told = live.iterate<graph.WatchDossierSubscription>({
    query: print(graph.WatchDossierDocument),
    variables: { id },
  });
  for await (const { data, errors } of told) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    if (!data?.dossierChanged) return;
    const { code, status, steps } = data.dossierChanged;
    console.log(`${code} ${status} ${steps.map(({ agency, state }) => `${agency}: ${state}`).join(', ')}`.trim());
    if (/^(CLOSED|DECLINED|REJECTED|STOPPED|WITHDRAWN)$/.test(status)) return;
  }
}

await watch(await fileDossier(JSON.parse(readFileSync(file, 'utf8')) as Application));
