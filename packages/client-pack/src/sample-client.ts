import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createClient } from 'graphql-sse';

// npm run -s sample-client -- ENDPOINT TOKEN APPLICATION: files a dossier and watches it until it has ended.
// APPLICATION is a JSON file, { procedureCode, answers, attachments }; the papers it names are sent as empty PDFs.
const [endpoint = '', token = '', file = ''] = process.argv.slice(2);
const application = JSON.parse(readFileSync(file, 'utf8')) as Application;
const textOf = (name: string): string =>
  readFileSync(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' };

interface Application {
  readonly procedureCode: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly attachments: readonly string[];
}
interface Seen {
  readonly code: string;
  readonly status: string;
  readonly steps: readonly { readonly agency: string; readonly state: string }[];
}

/** An operation of the folder beside this one, by its name; what is refused has a code. */
async function ask<Answer>(name: string, variables: object, paper?: File): Promise<Answer> {
  const body = JSON.stringify({ query: textOf(name), variables });
  const response = await fetch(endpoint, {
    method: 'POST',
    ...(paper === undefined ? plain(body) : withFile(body, paper)),
  });
  // The schema says what comes; a generated client knows it, this small one believes it.
  const { data, errors } = (await response.json()) as { data?: Answer; errors?: readonly object[] };
  if (data === undefined || errors !== undefined) throw new Error(`${name}: ${JSON.stringify(errors)}`);
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

const input = (more: object) => ({ input: { requestId: randomUUID(), ...more } });

async function fileDossier(): Promise<string> {
  const { procedureCode, answers, attachments } = application;
  const { offices } = await ask<{ offices: { nodes: { id: string }[] } }>('ChooseService', { code: procedureCode });
  const started = await ask<{ startDraft: { draft: { id: string } } }>(
    'StartDraft',
    input({ procedureCode, officeId: offices.nodes[0]?.id }),
  );
  const draftId = started.startDraft.draft.id;
  await ask('SaveAnswers', input({ draftId, answers }));
  for (const paper of attachments) {
    const pdf = new File([emptyPdf], `${paper}.pdf`, { type: 'application/pdf' });
    await ask('AttachFile', input({ draftId, paper, file: null }), pdf);
  }
  const { captchaChallenge } = await ask<{ captchaChallenge: { challenge: Challenge } }>('CaptchaChallenge', {});
  const { challenge } = captchaChallenge;
  const captcha = btoa(JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) }));
  const { submitDossier } = await ask<{ submitDossier: { dossier: { id: string } | null; problems: object[] } }>(
    'SubmitDossier',
    input({ draftId, captcha }),
  );
  if (submitDossier.dossier === null) throw new Error(`not complete: ${JSON.stringify(submitDossier.problems)}`);
  return submitDossier.dossier.id;
}

const emptyPdf =
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n';

/** Says how it is at once, and again whenever something changes: server-sent events, one connection for it. */
async function watch(id: string): Promise<void> {
  const live = createClient({ url: `${endpoint}/stream`, headers });
  const told = live.iterate<{ dossierChanged: Seen | null }>({ query: textOf('WatchDossier'), variables: { id } });
  for await (const { data, errors } of told) {
    if (errors !== undefined) throw new Error(`WatchDossier: ${JSON.stringify(errors)}`);
    if (!data?.dossierChanged) return;
    const { code, status, steps } = data.dossierChanged;
    console.log(`${code} ${status} ${steps.map(({ agency, state }) => `${agency}: ${state}`).join(', ')}`.trim());
    if (/^(CLOSED|DECLINED|REJECTED|STOPPED|WITHDRAWN)$/.test(status)) return;
  }
}

await watch(await fileDossier());
