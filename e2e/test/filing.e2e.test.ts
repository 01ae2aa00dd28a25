import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readApplication } from '../src/application.js';
import type { Client } from '../src/client.js';
import { fileApplication } from '../src/file-application.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

/** All eight of the guide, what somebody might type to find each, and whether they have an account. */
const eight = [
  ['2.000986', 'con moi sinh', 'citizen'],
  ['2.002622', 'khai tu', 'guest'],
  ['1.000894', 'ket hon', 'citizen'],
  ['1.004746', 'dang ky lai ket hon', 'guest'],
  ['1.004837', 'giam ho', 'citizen'],
  ['1.004845', 'cham dut giam ho', 'guest'],
  ['1.004873', 'doc than', 'guest'],
  ['2.000635', 'trich luc', 'citizen'],
] as const;

describe('the eight procedures of the guide, from finding the service to the next-steps page', () => {
  it.each(eight)('%s, found by «%s», filed as a %s', async (procedureCode, words, by) => {
    const application = readApplication(
      fileURLToPath(new URL(`../../services/procedures/catalogue/samples/${procedureCode}-1.json`, import.meta.url)),
    );
    await findService(procedureCode, words);
    await asksWhatIsNeeded(procedureCode, application);

    const filed = await fileApplication(on.actors, application, () => {}, by);
    expect(filed.code).toMatch(/^H26\.153-\d{6}-\d{4}$/);

    const seen = await openAgain(filed.applicant, filed.dossierId);
    // What is to be paid becomes known meanwhile; the rest is as it was.
    const [keepCode, watchMessages, answerTheDesk] = filed.nextSteps;
    expect(seen.nextSteps.map(({ text }) => text.vi)).toEqual(
      expect.arrayContaining([keepCode, watchMessages, answerTheDesk, filed.nextSteps.at(-1)]),
    );
    expect(keepCode).toContain(filed.code);
    await provesItself(filed.code, seen.submissionSlip);
    await opensByReceipt(filed.dossierId, filed.code, seen.submissionSlip.receiptToken);
  });

  it('opens a dossier by a one-time code to the phone on file, and is the same for a dossier that is not there', async () => {
    const application = readApplication(
      fileURLToPath(new URL('../../services/procedures/catalogue/samples/1.000894-1.json', import.meta.url)),
    );
    const { code, dossierId } = await fileApplication(on.actors, application, () => {}, 'guest');
    const phones = Object.values(application.answers).filter((answer) => /^0900\d{6}$/.test(String(answer)));
    const request = (of: string) =>
      on.actors.anybody.ask<{ requestAccessCode: { expiresAt: string } }>(
        `mutation Ask($input: RequestAccessCodeInput!) { requestAccessCode(input: $input) { expiresAt } }`,
        { input: { requestId: randomUUID(), code: of, channel: 'SMS' } },
      );
    await request('H26.153-261123-9998');
    await request(code);
    const text = await Promise.any(
      phones.map((phone) =>
        // The codes of other dossiers have six digits too.
        on.actors.sandbox.text(
          String(phone).replace(/^0/, '+84'),
          ({ text }) => text.includes(code) && /\b\d{6}\b/.test(withoutCode(text, code)),
        ),
      ),
    );
    const accessCode = /\b\d{6}\b/.exec(withoutCode(text.text, code))?.[0] ?? '';
    const confirm = (of: string, digits: string) =>
      on.actors.anybody.ask<{ confirmAccessCode: { dossierId: string; access: { token: string } } }>(
        `mutation Confirm($input: ConfirmAccessCodeInput!) {
          confirmAccessCode(input: $input) { dossierId access { token } }
        }`,
        { input: { requestId: randomUUID(), code: of, accessCode: digits } },
      );
    const refusedOf = async (asked: Promise<unknown>) =>
      asked.then(
        () => null,
        (error: unknown) => String(error),
      );
    const wrong = await refusedOf(confirm(code, accessCode === '000000' ? '000001' : '000000'));
    const unknown = await refusedOf(confirm('H26.153-261123-9998', accessCode));
    expect(wrong).toMatch(/ACCESS_REFUSED/);
    expect(withoutTrace(wrong)).toBe(withoutTrace(unknown));

    const { confirmAccessCode } = await confirm(code, accessCode);
    expect(confirmAccessCode.dossierId).toBe(dossierId);
    const seen = await openAgain(on.actors.holderOf(confirmAccessCode.access.token), dossierId);
    expect(seen.code).toBe(code);
    expect(await refusedOf(confirm(code, accessCode))).toMatch(/ACCESS_REFUSED/);
  });
});

async function findService(procedureCode: string, words: string): Promise<void> {
  const { procedures, procedure } = await on.actors.anybody.ask<{
    procedures: { nodes: { code: string }[] };
    procedure: { offer: { onlineFiling: boolean }; blankForms: { downloadPath: string }[] };
  }>(
    `query Find($words: String!, $code: String!) {
      procedures(search: $words, first: 8) { nodes { code } }
      procedure(code: $code) { offer { onlineFiling } blankForms { downloadPath } }
    }`,
    { words, code: procedureCode },
  );
  expect(procedures.nodes.map(({ code }) => code)).toContain(procedureCode);
  expect(procedure.offer.onlineFiling).toBe(true);
  await expectPdf(procedure.blankForms[0]?.downloadPath);
}

async function asksWhatIsNeeded(procedureCode: string, { answers, attachments }: ReturnType<typeof readApplication>) {
  const { whatDoINeed } = await on.actors.anybody.ask<{
    whatDoINeed: { complete: boolean; problems: unknown[]; decidedBy: unknown[] };
  }>(
    `query Need($input: WhatDoINeedInput!) {
      whatDoINeed(input: $input) { complete problems { path code } decidedBy { agency } dueDate { dueAt } }
    }`,
    { input: { procedureCode, answers, papers: attachments } },
  );
  expect(whatDoINeed).toMatchObject({ complete: true, problems: [] });
  expect(whatDoINeed.decidedBy.length).toBeGreaterThan(0);
}

interface Slip {
  readonly downloadPath: string;
  readonly qrText: string;
  readonly receiptToken: string;
}

async function openAgain(applicant: Client, dossierId: string) {
  const { dossier } = await applicant.ask<{
    dossier: { code: string; nextSteps: { text: { vi: string } }[]; submissionSlip: Slip };
  }>(
    `query Again($id: ID!) {
      dossier(id: $id) { code nextSteps { text { vi } } submissionSlip { downloadPath qrText receiptToken } }
    }`,
    { id: dossierId },
  );
  return dossier;
}

async function provesItself(code: string, { downloadPath, qrText }: Slip): Promise<void> {
  await expectPdf(downloadPath);
  const { verifyDocument, trackDossier } = await on.actors.anybody.ask<{
    verifyDocument: { code: string; kind: string } | null;
    trackDossier: { status: string };
  }>(
    `query Verify($token: String!, $code: String!) {
      verifyDocument(token: $token) { kind code issuedAt } trackDossier(code: $code) { status }
    }`,
    { token: qrText, code },
  );
  expect(verifyDocument).toMatchObject({ kind: 'SUBMISSION_SLIP', code });
  expect(trackDossier.status).toBe('SUBMITTED');
}

async function opensByReceipt(dossierId: string, code: string, receiptToken: string): Promise<void> {
  const { redeemReceipt } = await on.actors.anybody.ask<{
    redeemReceipt: { dossierId: string; access: { token: string } };
  }>(`mutation Redeem($input: RedeemReceiptInput!) { redeemReceipt(input: $input) { dossierId access { token } } }`, {
    input: { requestId: randomUUID(), receiptToken },
  });
  expect(redeemReceipt.dossierId).toBe(dossierId);
  expect((await openAgain(on.actors.holderOf(redeemReceipt.access.token), dossierId)).code).toBe(code);
}

async function expectPdf(path: string | undefined): Promise<void> {
  const answer = await fetch(new URL(path ?? '/missing', on.platform.endpoint));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
}

const withoutCode = (text: string, code: string): string => text.replaceAll(code, '');
const withoutTrace = (text: string | null): string => (text ?? '').replace(/"traceId":"[^"]*"/g, '');
