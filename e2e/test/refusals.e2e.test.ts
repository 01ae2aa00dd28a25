import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readApplication } from '../src/application.js';
import { startDraft } from '../src/start-draft.js';
import { onPlatform } from '../src/on-platform.js';
import { createClient, type Client, GraphQLAnswerError } from '../src/client.js';

const on = onPlatform();

const { answers, procedureCode } = readApplication(
  fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)),
);

describe('bad input is refused with a code, and nothing is stored halfway', () => {
  it('an unknown procedure', async () => {
    const started = start(on.actors.citizen, '9.999999');
    await expect(codeOf(started)).resolves.toBe('UNKNOWN_PROCEDURE');
  });

  it('somebody who is not signed in, a forged token, another issuer’s', async () => {
    await expect(codeOf(save(on.actors.anybody, await started(on.actors.citizen), answers))).resolves.toBe(
      'SIGN_IN_REQUIRED',
    );
    const token = await on.actors.sandbox.tokenOf('citizen-1');
    const forged = `${token.slice(0, -6)}AAAAAA`;
    await expect(codeOf(start(createClient(on.platform.endpoint, forged), procedureCode))).resolves.toBe(
      'UNAUTHENTICATED',
    );
    const unsigned = `${btoa('{"alg":"none"}')}.${token.split('.')[1] ?? ''}.`;
    await expect(codeOf(start(createClient(on.platform.endpoint, unsigned), procedureCode))).resolves.toBe(
      'UNAUTHENTICATED',
    );
  });

  it('answers of the wrong type, unknown and missing ones: all problems at once, each with its place', async () => {
    const draftId = await started(on.actors.citizen);
    const problems = await save(on.actors.citizen, draftId, {
      ...answers,
      childDob: 20261030,
      copyCount: 'three',
      nobodyAsked: 1,
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'childDob', code: 'type' }),
        expect.objectContaining({ path: 'copyCount', code: 'type' }),
        expect.objectContaining({ path: 'nobodyAsked', code: 'unknownField' }),
        expect.objectContaining({ path: 'birthNotification', code: 'attachmentRequired' }),
      ]),
    );
  });

  it('an incomplete draft is not submitted, and its problems come back', async () => {
    const draftId = await started(on.actors.citizen);
    await save(on.actors.citizen, draftId, answers);
    const { submitDossier } = await submit(on.actors.citizen, draftId, 'bm90IGEgc29sdXRpb24=');
    expect(submitDossier).toMatchObject({
      dossier: null,
      problems: [{ path: 'birthNotification', code: 'attachmentRequired' }],
    });
    const { myDossiers } = await on.actors.citizen.ask<{ myDossiers: { nodes: unknown[] } }>(
      `{ myDossiers(first: 10) { nodes { id } } }`,
    );
    expect(myDossiers.nodes).toEqual([]);
  });

  it('a complete draft with a wrong confirmation code', async () => {
    const draftId = await started(on.actors.citizen);
    await save(on.actors.citizen, draftId, { ...answers, digitalBirthNotification: 'yes' });
    await expect(codeOf(submit(on.actors.citizen, draftId, 'bm90IGEgc29sdXRpb24='))).resolves.toBe('CAPTCHA_WRONG');
  });

  it('somebody else’s draft is not there', async () => {
    const draftId = await started(on.actors.citizen);
    await expect(codeOf(save(on.actors.otherCitizen, draftId, answers))).resolves.toBe('DRAFT_NOT_FOUND');
    const { draft } = await on.actors.otherCitizen.ask<{ draft: unknown }>(
      `query D($id: ID!) { draft(id: $id) { id } }`,
      {
        id: draftId,
      },
    );
    expect(draft).toBeNull();
  });

  it('a file that lies about its type', async () => {
    const draftId = await started(on.actors.citizen);
    await save(on.actors.citizen, draftId, answers);
    const attached = on.actors.citizen.upload(
      `mutation A($input: AttachFileInput!) { attachFile(input: $input) { attachment { id } } }`,
      { input: { requestId: randomUUID(), draftId, paper: 'birthNotification', file: null } },
      {
        path: 'variables.input.file',
        name: 'a.pdf',
        type: 'application/pdf',
        bytes: new TextEncoder().encode('<script>1</script>'),
      },
    );
    await expect(codeOf(attached)).resolves.toBe('FILE_TYPE_MISMATCH');
  });

  it('an unsigned callback of the bank and an unsigned webhook of the carrier', async () => {
    const payments = on.platform.children.get('payments')?.url ?? '';
    const callback = await fetch(
      `${payments}/bank/vnpay/ipn?vnp_TxnRef=P2611230000001A1&vnp_Amount=100&vnp_SecureHash=00`,
    );
    expect(await callback.json()).toMatchObject({ RspCode: '97' });
    const delivery = on.platform.children.get('delivery')?.url ?? '';
    const webhook = await fetch(`${delivery}/carrier/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"status":"DELIVERED"}',
    });
    expect(webhook.status).toBe(401);
  });

  it('a question that does not fit, without showing a stack, a host or a subgraph', async () => {
    const answer = await fetch(on.platform.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ procedures(first: 1000) { nodes { code } } }' }),
    });
    const text = await answer.text();
    expect(text).toContain('PAGE_SIZE_OUT_OF_RANGE');
    expect(text).not.toMatch(/at .*\.js|127\.0\.0\.1|node_modules|subgraph/i);
  });

  it('subgraphs answer nobody but the gateway', async () => {
    const answer = await fetch(`${on.platform.children.get('dossiers')?.url ?? ''}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ myDossiers(first: 1) { nodes { id } } }' }),
    });
    expect(answer.status).toBe(401);
  });
});

async function started(client: Client): Promise<string> {
  return (await startDraft(on.actors, client, { procedureCode, officeId: 'off_ha-dong' })).draft.id;
}

async function start(client: Client, code: string) {
  return client.ask<{ startDraft: { draft: { id: string } } }>(
    `mutation S($input: StartDraftInput!) { startDraft(input: $input) { draft { id } } }`,
    { input: { requestId: randomUUID(), procedureCode: code, officeId: 'off_ha-dong' } },
  );
}

async function save(client: Client, draftId: string, given: object) {
  const { saveAnswers } = await client.ask<{
    saveAnswers: { draft: { readiness: { problems: { path: string; code: string }[] } } };
  }>(
    `mutation S($input: SaveAnswersInput!) {
      saveAnswers(input: $input) { draft { readiness { problems { path code } } } }
    }`,
    { input: { requestId: randomUUID(), draftId, answers: given } },
  );
  return saveAnswers.draft.readiness.problems;
}

async function submit(client: Client, draftId: string, captcha: string) {
  return client.ask<{ submitDossier: { dossier: unknown; problems: unknown[] } }>(
    `mutation S($input: SubmitDossierInput!) { submitDossier(input: $input) { dossier { id } problems { path code } } }`,
    {
      input: { requestId: randomUUID(), draftId, captcha },
    },
  );
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'ANSWERED',
    (error: unknown) => (error instanceof GraphQLAnswerError ? error.code : String(error)),
  );
}
