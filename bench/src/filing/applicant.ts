import { randomUUID } from 'node:crypto';
import { identityHeader, type Viewer } from '@motcua/service-kit';
import type { QueryAnswer, TestBench } from '@motcua/service-kit/testing';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { officeId, type Sample } from './catalogue.js';

const viewer: Viewer = { kind: 'citizen', id: 'bench-citizen' };

/** A citizen in front of the service, as the gateway would pass their requests on. */
export interface Applicant {
  startDraft(procedureCode: string): Promise<QueryAnswer>;
  saveAnswers(draftId: string, answers: object): Promise<void>;
  filledDraft(sample: Sample): Promise<string>;
  solveCaptcha(): Promise<string>;
  /** The dossier's id. */
  submit(draftId: string, captcha: string): Promise<string>;
  upload(draftId: string, paper: string, file: { readonly type: string; readonly bytes: Uint8Array }): Promise<void>;
}

export function openApplicant(bench: TestBench, url: string): Applicant {
  const act = async (name: string, type: string, fields: string, input: object): Promise<QueryAnswer> => {
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    return bench.query(url, document, { input: { requestId: randomUUID(), ...input } }, viewer);
  };
  const startDraft = (procedureCode: string) =>
    act('startDraft', 'StartDraftInput', 'draft { id }', { procedureCode, officeId });
  const saveAnswers = async (draftId: string, answers: object): Promise<void> => {
    const saved = await act('saveAnswers', 'SaveAnswersInput', 'draft { id revision }', { draftId, answers });
    saved.textAt('saveAnswers.draft.id');
  };
  return {
    startDraft,
    saveAnswers,
    async filledDraft({ procedureCode, answers }) {
      const draftId = (await startDraft(procedureCode)).textAt('startDraft.draft.id');
      await saveAnswers(draftId, answers);
      return draftId;
    },
    async solveCaptcha() {
      const asked = await bench.query(url, '{ captchaChallenge { challenge } }', {}, viewer);
      const challenge = asked.at('captchaChallenge.challenge') as Challenge; // as altcha-lib made it, in the service
      const solution = await solveChallenge({ challenge, deriveKey });
      return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    },
    async submit(draftId, captcha) {
      const fields = 'dossier { id code } problems { path code }';
      const answer = await act('submitDossier', 'SubmitDossierInput', fields, { draftId, captcha });
      return answer.textAt('submitDossier.dossier.id');
    },
    upload: async (draftId, paper, file) => upload(url, await bench.identityFor(viewer), { draftId, paper }, file),
  };
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec */
async function upload(
  url: string,
  identity: string,
  about: { readonly draftId: string; readonly paper: string },
  file: { readonly type: string; readonly bytes: Uint8Array },
): Promise<void> {
  const form = new FormData();
  const query = 'mutation ($input: AttachFileInput!) { attachFile(input: $input) { attachment { id state } } }';
  const input = { requestId: randomUUID(), ...about, file: null };
  form.append('operations', JSON.stringify({ query, variables: { input } }));
  form.append('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.append('0', new Blob([Uint8Array.from(file.bytes)], { type: file.type }), 'paper');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { [identityHeader]: identity },
    body: form,
  });
  const text = await response.text();
  if (!text.includes('"attachment":{')) throw new Error(`an upload was not taken: ${text.slice(0, 300)}`);
}
