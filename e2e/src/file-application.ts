import { randomUUID } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Actors } from './actors.js';
import type { Client } from './client.js';
import { type Application, samplePdf } from './application.js';
import { startDraft } from './start-draft.js';

export interface Filed {
  readonly dossierId: string;
  readonly code: string;
  readonly feeTotalVnd: number;
  readonly postageVnd: number | null;
  readonly nextSteps: readonly string[];
  /** Whoever filed it, from now on. */
  readonly applicant: Client;
}

type Tell = (line: string) => void;

/** Steps 1 to 6 of the ward's guide: choose, fill in, attach, review, confirm, submit. */
export async function fileApplication(
  actors: Actors,
  application: Application,
  tell: Tell,
  by: 'citizen' | 'guest' = 'citizen',
): Promise<Filed> {
  const { draftId, applicant, ...review } = await prepareApplication(actors, application, tell, by);
  return { ...(await submit(actors, applicant, draftId, tell)), ...review };
}

/** Everything before submitting. */
export async function prepareApplication(
  actors: Actors,
  application: Application,
  tell: Tell,
  by: 'citizen' | 'guest' = 'citizen',
) {
  const { draftId, applicant } = await choose(actors, application, tell, by);
  await fillIn(applicant, draftId, application, tell);
  await attachPapers(applicant, draftId, application, tell);
  return { draftId, applicant, ...(await reviewDraft(applicant, draftId, tell)) };
}

async function choose(
  actors: Actors,
  { procedureCode }: Application,
  tell: Tell,
  by: 'citizen' | 'guest',
): Promise<{ readonly draftId: string; readonly applicant: Client }> {
  const { anybody, citizen, holderOf } = actors;
  const { procedure, offices } = await anybody.ask<{
    procedure: { name: { vi: string }; level: string; timeLimit: { workingDays: number } } | null;
    offices: { nodes: { id: string; name: { vi: string } }[] };
  }>(
    `query Choose($code: String!) {
      procedure(code: $code) { name { vi } level timeLimit { workingDays } }
      offices(procedureCode: $code, first: 1) { nodes { id name { vi } } }
    }`,
    { code: procedureCode },
  );
  const office = offices.nodes[0];
  if (procedure === null || office === undefined) throw new Error(`Procedure ${procedureCode} is not offered anywhere`);
  tell(
    `Anybody finds ${procedureCode} «${procedure.name.vi}», ${procedure.level}, ${procedure.timeLimit.workingDays} working days, at ${office.name.vi}.`,
  );
  const chooser = by === 'guest' ? anybody : citizen;
  const { draft, access } = await startDraft(actors, chooser, { procedureCode, officeId: office.id });
  return { draftId: draft.id, applicant: access === null ? citizen : holderOf(access.token) };
}

async function fillIn(applicant: Client, draftId: string, { answers }: Application, tell: Tell): Promise<void> {
  const entries = Object.entries(answers);
  const half = Math.ceil(entries.length / 2);
  for (const part of [entries.slice(0, half), entries.slice(half)]) {
    const { saveAnswers } = await applicant.ask<{
      saveAnswers: { draft: { revision: number; readiness: { problems: { path: string; code: string }[] } } };
    }>(
      `mutation Save($input: SaveAnswersInput!) {
        saveAnswers(input: $input) { draft { revision readiness { problems { path code } } } }
      }`,
      { input: { requestId: randomUUID(), draftId, answers: Object.fromEntries(part) } },
    );
    const { problems } = saveAnswers.draft.readiness;
    const first = problems.slice(0, 3).map(({ path, code }) => `${path}: ${code}`);
    tell(
      `The citizen fills in ${part.length} answers; the form still names ${problems.length} problems${problems.length === 0 ? '' : ` (${first.join(', ')} …)`}.`,
    );
  }
}

async function attachPapers(
  applicant: Client,
  draftId: string,
  { attachments }: Application,
  tell: Tell,
): Promise<void> {
  for (const paper of attachments) {
    const bytes = samplePdf(paper);
    const { attachFile } = await applicant.upload<{ attachFile: { attachment: { state: string } } }>(
      `mutation Attach($input: AttachFileInput!) { attachFile(input: $input) { attachment { id state } } }`,
      { input: { requestId: randomUUID(), draftId, paper, file: null } },
      { path: 'variables.input.file', name: `${paper}.pdf`, type: 'application/pdf', bytes },
    );
    tell(`The citizen attaches ${paper}.pdf, ${bytes.length} bytes: ${attachFile.attachment.state}.`);
  }
}

async function reviewDraft(applicant: Client, draftId: string, tell: Tell) {
  const { draft } = await applicant.ask<{
    draft: {
      readiness: { ready: boolean; problems: unknown[]; feeTotalVnd: number; dueAt: string };
      postage: { amountVnd: number } | null;
    };
  }>(
    `query Review($id: ID!) {
      draft(id: $id) { readiness { ready problems { path code } feeTotalVnd dueAt } postage { amountVnd } }
    }`,
    { id: draftId },
  );
  const { readiness, postage } = draft;
  if (!readiness.ready) throw new Error(`The application is not complete: ${JSON.stringify(readiness.problems)}`);
  tell(
    `Review: complete; fees ${readiness.feeTotalVnd} ₫, postage ${postage?.amountVnd ?? 0} ₫, due ${readiness.dueAt}.`,
  );
  return { feeTotalVnd: readiness.feeTotalVnd, postageVnd: postage?.amountVnd ?? null };
}

export async function submit({ anybody, holderOf }: Actors, applicant: Client, draftId: string, tell: Tell) {
  const { captchaChallenge } = await anybody.ask<{ captchaChallenge: { challenge: Challenge } }>(
    `query Captcha { captchaChallenge { challenge } }`,
  );
  const { challenge } = captchaChallenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  const { submitDossier } = await applicant.ask<{
    submitDossier: {
      dossier: { id: string; code: string } | null;
      problems: unknown[];
      nextSteps: { text: { vi: string } }[];
      access: { token: string } | null;
    };
  }>(
    `mutation Submit($input: SubmitDossierInput!) {
      submitDossier(input: $input) {
        dossier { id code } problems { path code } nextSteps { text { vi } } access { token }
      }
    }`,
    { input: { requestId: randomUUID(), draftId, captcha: btoa(JSON.stringify({ challenge, solution })) } },
  );
  const { dossier, problems, nextSteps, access } = submitDossier;
  if (dossier === null) throw new Error(`Not submitted: ${JSON.stringify(problems)}`);
  tell(`Submitted: ${dossier.code}. Next: ${nextSteps.map(({ text }) => text.vi).join(' ')}`);
  return {
    ...{ dossierId: dossier.id, code: dossier.code, nextSteps: nextSteps.map(({ text }) => text.vi) },
    applicant: access === null ? applicant : holderOf(access.token),
  };
}
