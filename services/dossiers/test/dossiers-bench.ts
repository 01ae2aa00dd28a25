import {
  AgencyResultCompleted,
  CalendarChanged,
  OfficeChanged,
  ProcedurePublished,
  type AgencyName,
} from '@motcua/event-contracts';
import { identityHeader, parseEnv, type Viewer } from '@motcua/service-kit';
import { startTestBench, type QueryAnswer, type SeenEvent, type TestBench } from '@motcua/service-kit/testing';
import { loadNationalCalendar } from '@motcua/vietnam';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { tennisAnswers, tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import { envShape } from '../src/env.js';
import { startDossiers } from '../src/main.js';
import { pdfOf } from './pdf-files.js';

/** The service under test, with the tennis club's procedure, office and calendar heard. */
export interface DossiersBench extends Omit<TestBench, 'query'> {
  readonly url: string;
  ask(document: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<QueryAnswer>;
  /** One mutation by its name: the answer, with what it selects under `at(name)`. */
  act(name: string, input: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<QueryAnswer>;
  /** One mutation with a file, `attachFile` unless another is named. */
  upload(
    input: Readonly<Record<string, unknown>>,
    file: TestFile,
    viewer?: Viewer,
    name?: string,
  ): Promise<QueryAnswer>;
  /** The event of that name about that dossier. */
  said(dossierId: string, type: string, topic?: string): Promise<SeenEvent>;
  /** A solved challenge, as the widget sends it. */
  solve(): Promise<string>;
  restart(): Promise<void>;
}

export interface TestFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const player: Viewer = { kind: 'citizen', id: 'player-1' };
export const rival: Viewer = { kind: 'citizen', id: 'rival-1' };
const officeId = 'off_club';
export const receiver: Viewer = { kind: 'officer', id: 'receiver-1', officeId, roles: ['receive'] };
export const processor: Viewer = { kind: 'officer', id: 'processor-1', officeId, roles: ['process'] };
export const leader: Viewer = { kind: 'officer', id: 'leader-1', officeId, roles: ['sign', 'lead'] };
export const stranger: Viewer = {
  kind: 'officer',
  id: 'stranger-1',
  officeId: 'off_other',
  roles: ['receive', 'process', 'sign'],
};
export const police: Viewer = { kind: 'agency', id: 'residence-police' };
export const insurance: Viewer = { kind: 'agency', id: 'health-insurance' };

let requests = 0;
export const requestId = (): string => `request-${String((requests += 1))}`;
export const pdf: TestFile = { name: 'ảnh thẻ.pdf', type: 'application/pdf', bytes: Uint8Array.from(pdfOf()) };

export async function openDossiersBench(extra: Readonly<Record<string, string>> = {}): Promise<DossiersBench> {
  const bench = await startTestBench('dossiers');
  const env = parseEnv(envShape, bench.env({ CAPTCHA_SECRET: 'development-only-captcha-secret-0001', ...extra }));
  const start = () => startDossiers(env, bench.lifecycle, bench.log, { clock: bench.clock });
  let { url } = await start();
  const ask: DossiersBench['ask'] = (document, variables, viewer) => bench.query(url, document, variables, viewer);
  const opened: DossiersBench = {
    ...bench,
    get url() {
      return url;
    },
    ask,
    act: (name, input, viewer = player) =>
      ask(mutationOf(name), { input: { requestId: requestId(), ...input } }, viewer),
    async upload(input, file, viewer = player, name = 'attachFile') {
      const given = { name, input: { requestId: requestId(), ...input } };
      return sendFile(url, given, file, await bench.identityFor(viewer));
    },
    said: (dossierId, type, topic = 'dossier.v1') =>
      bench.waitFor(topic, (event) => event.type === type && event.key === dossierId),
    async solve() {
      const { challenge } = (await ask('{ captchaChallenge { challenge } }')).at('captchaChallenge') as {
        challenge: Challenge;
      };
      return encode({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
    },
    async restart() {
      ({ url } = await start());
    },
  };
  await teach(opened);
  return opened;
}

export function encode(answer: unknown): string {
  return Buffer.from(JSON.stringify(answer)).toString('base64');
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Everything the catalogue would say, twice as always. */
async function teach(bench: DossiersBench): Promise<void> {
  const { optionSets, agencies } = tennisLists;
  await bench.publishTwice(
    ProcedurePublished,
    {
      ...{ procedureId: 'prc_9.000001', code: '9.000001', version: 1, effectiveFrom: '2026-01-01' },
      ...{ publishedAt: '2025-12-01T02:00:00.000Z', definition: tennisClub, optionSets, agencies },
    },
    { id: 'prc_9.000001/1', key: '9.000001@1' },
  );
  await bench.publishTwice(
    CalendarChanged,
    { calendarId: 'cal_vn', asOf: '2026-11-22', calendar: { ...loadNationalCalendar() } },
    { id: 'cal_vn/1', key: 'cal_vn' },
  );
  await bench.publishTwice(OfficeChanged, clubOffice, { id: 'off_club/1', key: officeId });
  await eventually('procedure and office to be heard', async () => (await startDraft(bench)).codes.length === 0);
}

export const clubOffice = {
  ...{ officeId, codePrefix: 'H26.153', name: { vi: 'Câu lạc bộ Mẫu' }, phone: '0900000000', address: 'Sân Mẫu' },
  ...{ provinceCode: '01', wardCode: '09556', procedureCodes: ['9.000001'], validFrom: '2026-01-01' },
};

export function startDraft(bench: DossiersBench, viewer: Viewer = player, more: object = {}): Promise<QueryAnswer> {
  return bench.act('startDraft', { procedureCode: '9.000001', officeId, ...more }, viewer);
}

/** A draft with every answer and both papers. */
export async function completeDraft(
  bench: DossiersBench,
  viewer: Viewer = player,
  change: object = {},
): Promise<string> {
  const draftId = (await startDraft(bench, viewer)).textAt('startDraft.draft.id');
  await bench.act('saveAnswers', { draftId, answers: { ...tennisAnswers, ...change } }, viewer);
  for (const paper of ['photo', 'medicalNote']) await bench.upload({ draftId, paper }, pdf, viewer);
  return draftId;
}

export async function submitDraft(bench: DossiersBench, draftId: string, viewer: Viewer = player): Promise<string> {
  const answer = await bench.act('submitDossier', { draftId, captcha: await bench.solve() }, viewer);
  return answer.textAt('submitDossier.dossier.id');
}

export async function submitted(bench: DossiersBench, owner: Viewer = player): Promise<string> {
  return submitDraft(bench, await completeDraft(bench, owner), owner);
}

/** The document that the leader signs, for each result of the dossier. */
export async function prepared(bench: DossiersBench, dossierId: string, viewer: Viewer = processor): Promise<void> {
  const seen = await bench.ask('query ($id: ID!) { dossier(id: $id) { resultCodes } }', { id: dossierId }, viewer);
  for (const resultCode of seen.at('dossier.resultCodes') as readonly string[]) {
    const answer = await bench.upload({ dossierId, resultCode }, pdf, viewer, 'prepareResult');
    if (answer.codes.length > 0) throw new Error(`not prepared: ${answer.codes.join(', ')}`);
  }
}

/** An agency's last word on a step, heard. */
export async function agencyDone(
  bench: DossiersBench,
  dossierId: string,
  agency: AgencyName,
  stepKey: string,
): Promise<void> {
  const as = { id: `${agency}-${dossierId}/1`, key: dossierId, topic: `agency-result.${agency}.v1` };
  await bench.publishTwice(AgencyResultCompleted, { dossierId, stepKey, at: '2026-11-23T05:00:00.000Z' }, as);
  const viewer = agency === 'residence-police' ? police : insurance;
  await eventually(`${stepKey} to be done`, async () => {
    const seen = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { steps { state } } }',
      { id: dossierId },
      viewer,
    );
    return seen.at('dossier.steps.0.state') === 'COMPLETED';
  });
}

/** Polls, where no event tells. */
export async function eventually(what: string, holds: () => Promise<boolean>, deadlineMs = 15_000): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${String(deadlineMs)} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const draftFields =
  'draft { id revision answers deliveryMethod destinationProvinceCode attachments { id paper fileName sizeBytes state } readiness { ready problems { path code } } }';
const dossierFields =
  'dossier { id code status nationalStatus receivedAt dueAt availableActions steps { key agency state dueAt } slips { number form } }';

function mutation(name: string, type: string, fields: string): string {
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
}

const mutations: Readonly<Record<string, string>> = {
  startDraft: mutation('startDraft', 'StartDraftInput', draftFields),
  saveAnswers: mutation('saveAnswers', 'SaveAnswersInput', draftFields),
  attachFile: mutation('attachFile', 'AttachFileInput', `${draftFields} attachment { id state fileName sizeBytes }`),
  removeAttachment: mutation('removeAttachment', 'RemoveAttachmentInput', draftFields),
  chooseDelivery: mutation('chooseDelivery', 'ChooseDeliveryInput', draftFields),
  submitDossier: mutation(
    'submitDossier',
    'SubmitDossierInput',
    `${dossierFields} problems { path code } nextSteps { key }`,
  ),
  receiveDossier: mutation('receiveDossier', 'DossierActionInput', dossierFields),
  completeStep: mutation('completeStep', 'CompleteStepInput', dossierFields),
  signResult: mutation('signResult', 'DossierActionInput', dossierFields),
  proposeDecline: mutation('proposeDecline', 'ProposeRefusalInput', dossierFields),
  declineDossier: mutation('declineDossier', 'DossierActionInput', dossierFields),
  proposeRejection: mutation('proposeRejection', 'ProposeRefusalInput', dossierFields),
  rejectDossier: mutation('rejectDossier', 'DossierActionInput', dossierFields),
  dismissProposal: mutation('dismissProposal', 'DossierActionInput', dossierFields),
  returnStep: mutation('returnStep', 'ReturnStepInput', dossierFields),
  restartStep: mutation('restartStep', 'CompleteStepInput', dossierFields),
  reschedule: mutation('reschedule', 'RescheduleInput', dossierFields),
  withdrawDossier: mutation('withdrawDossier', 'DossierActionInput', dossierFields),
  settleWithdrawal: mutation('settleWithdrawal', 'DossierActionInput', dossierFields),
  stopDossier: mutation('stopDossier', 'DossierActionInput', dossierFields),
  returnPapers: mutation('returnPapers', 'DossierActionInput', dossierFields),
  prepareResult: mutation('prepareResult', 'PrepareResultInput', dossierFields),
  prepareCorrection: mutation('prepareCorrection', 'PrepareCorrectionInput', dossierFields),
  signCorrection: mutation('signCorrection', 'ResultDocumentActionInput', dossierFields),
  revokeResult: mutation('revokeResult', 'RevokeResultInput', dossierFields),
  handOverResult: mutation('handOverResult', 'HandOverResultInput', dossierFields),
  collectResult: mutation('collectResult', 'DossierActionInput', dossierFields),
  requestSupplement: mutation('requestSupplement', 'RequestSupplementInput', dossierFields),
  attachSupplementFile: mutation(
    'attachSupplementFile',
    'AttachSupplementFileInput',
    `${dossierFields} attachment { id state fileName }`,
  ),
  removeSupplementFile: mutation('removeSupplementFile', 'RemoveSupplementFileInput', dossierFields),
  answerSupplement: mutation('answerSupplement', 'AnswerSupplementInput', `${dossierFields} problems { path code }`),
  reissueResult: mutation('reissueResult', 'DossierActionInput', dossierFields),
};

/** An empty document would be refused, and a test that reads no codes would never know. */
function mutationOf(name: string): string {
  const found = mutations[name];
  if (found === undefined) throw new Error(`the bench has no mutation ${name}`);
  return found;
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec */
async function sendFile(
  url: string,
  { name, input }: { readonly name: string; readonly input: object },
  file: TestFile,
  identity: string,
): Promise<QueryAnswer> {
  const form = new FormData();
  const operations = { query: mutationOf(name), variables: { input: { ...input, file: null } } };
  form.append('operations', JSON.stringify(operations));
  form.append('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.append('0', new Blob([file.bytes], { type: file.type }), file.name);
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { [identityHeader]: identity },
    body: form,
  });
  return readAnswer(response.status, await response.json());
}

export function readAnswer(status: number, body: unknown): QueryAnswer {
  const member = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const given = member(body, 'errors');
  const errors = (Array.isArray(given) ? given : []).map((error: unknown) => {
    const extensions = { ...(member(error, 'extensions') as object) }; // GraphQL says that this is an object
    return { message: String(member(error, 'message')), code: String(member(extensions, 'code')), extensions };
  });
  const at = (path: string): unknown => path.split('.').reduce(member, member(body, 'data'));
  const textAt = (path: string) => {
    const found = at(path);
    if (typeof found !== 'string') throw new Error(`no text at ${path} in ${JSON.stringify(body)}`);
    return found;
  };
  return { status, data: member(body, 'data'), errors, codes: errors.map(({ code }) => code), at, textAt };
}
