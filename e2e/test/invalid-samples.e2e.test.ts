import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readApplication, samplePdf } from '../src/application.js';
import { startDraft } from '../src/start-draft.js';
import { onPlatform } from '../src/on-platform.js';

const on = onPlatform();

interface Problem {
  readonly field: string;
  readonly code: string;
}

const codes = ['1.000894', '1.004746', '1.004837', '1.004845', '1.004873', '2.000635', '2.000986', '2.002622'];

describe('an application that the desk would send back', () => {
  it.each(codes)('%s: says everything that is wrong at once, and nothing is submitted', async (procedureCode) => {
    const path = fileURLToPath(
      new URL(`../../services/procedures/catalogue/samples/${procedureCode}-3.json`, import.meta.url),
    );
    const { answers, attachments } = readApplication(path);
    // Checked by the catalogue's own tests.
    const { expectedProblems } = JSON.parse(readFileSync(path, 'utf8')) as { expectedProblems: readonly Problem[] };
    const expected = sorted(expectedProblems);

    const { draft } = await startDraft(on.actors, on.actors.citizen, { procedureCode, officeId: 'off_ha-dong' });
    const draftId = draft.id;
    for (const paper of attachments) await attach(draftId, paper);
    const saved = await on.actors.citizen.ask<{ saveAnswers: { draft: { readiness: Readiness } } }>(
      `mutation Save($input: SaveAnswersInput!) {
        saveAnswers(input: $input) { draft { readiness { ready problems { field code message { vi en } } } } }
      }`,
      { input: { requestId: randomUUID(), draftId, answers } },
    );
    const { readiness } = saved.saveAnswers.draft;
    expect(readiness.ready).toBe(false);
    expect(sorted(readiness.problems)).toEqual(expected);
    expect(readiness.problems.every(({ message }) => message.vi !== '' && message.en !== '')).toBe(true);

    const { submitDossier } = await on.actors.citizen.ask<{ submitDossier: { dossier: unknown; problems: Problem[] } }>(
      `mutation Submit($input: SubmitDossierInput!) {
        submitDossier(input: $input) { dossier { id } problems { field code } }
      }`,
      { input: { requestId: randomUUID(), draftId, captcha: 'none is needed to hear what is wrong' } },
    );
    expect(submitDossier.dossier).toBeNull();
    expect(sorted(submitDossier.problems)).toEqual(expected);
  });

  it('leaves no dossier behind', async () => {
    const { myDossiers } = await on.actors.citizen.ask<{ myDossiers: { nodes: unknown[] } }>(
      `{ myDossiers(first: 100) { nodes { id } } }`,
    );
    expect(myDossiers.nodes).toEqual([]);
  });
});

interface Readiness {
  readonly ready: boolean;
  readonly problems: readonly (Problem & { readonly message: { readonly vi: string; readonly en: string | null } })[];
}

async function attach(draftId: string, paper: string): Promise<void> {
  await on.actors.citizen.upload(
    `mutation Attach($input: AttachFileInput!) { attachFile(input: $input) { attachment { id } } }`,
    { input: { requestId: randomUUID(), draftId, paper, file: null } },
    { path: 'variables.input.file', name: 'paper.pdf', type: 'application/pdf', bytes: samplePdf(paper) },
  );
}

function sorted(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ field, code }) => `${field} ${code}`).sort();
}
