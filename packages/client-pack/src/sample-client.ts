import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

// npm run -s sample-client -- ENDPOINT TOKEN APPLICATION: files a dossier and watches it until it has ended.
// APPLICATION is a JSON file, { procedureCode, answers, attachments }; the papers it names are sent as empty PDFs.
const [endpoint = '', token = '', file = ''] = process.argv.slice(2);
const application = JSON.parse(readFileSync(file, 'utf8')) as Application;
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
  const query = readFileSync(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
  const body = JSON.stringify({ query, variables });
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

/** Says what changes; a page would subscribe to `dossierChanged` instead of asking again. */
async function watch(id: string): Promise<void> {
  let last = '';
  while (!/^(CLOSED|DECLINED|REJECTED|STOPPED|WITHDRAWN)$/.test(last)) {
    const { dossier } = await ask<{ dossier: Seen }>('FollowDossier', { id });
    const { code, status, steps } = dossier;
    if (status !== last)
      console.log(`${code} ${status} ${steps.map(({ agency, state }) => `${agency}: ${state}`).join(', ')}`);
    last = status;
    await pause(2_000);
  }
}

await watch(await fileDossier());
