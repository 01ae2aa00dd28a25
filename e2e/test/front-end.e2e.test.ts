import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient as createStreams } from 'graphql-sse';
import { act } from '../src/act.js';
import { readApplication, samplePdf } from '../src/application.js';
import { startDraft } from '../src/start-draft.js';
import { onPlatform } from '../src/on-platform.js';

/** What front-end teams are given: examples and a sample client. Here they meet the whole platform. */
const on = onPlatform();

const root = new URL('../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

interface Example {
  readonly as: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly file?: string;
}
interface Operation {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}
interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
}

const { operations } = read('gateway/registered-operations.json') as { operations: readonly Operation[] };
const examples = read('gateway/explorer/examples.json') as Readonly<Record<string, Example>>;
const first = (name: string): number => (name === 'StartDraft' ? 0 : 1); // the draft that the others name
const inOrder = [...operations].sort((one, other) => first(one.name) - first(other.name));

const birthWithPapers = fileURLToPath(new URL('e2e/applications/birth-with-papers.json', root));
const inClientPack = (program: string): string => fileURLToPath(new URL(`packages/client-pack/dist/${program}`, root));
const headersOf = async (as: string | null): Promise<Record<string, string>> => ({
  'apollo-require-preflight': 'true',
  ...(as === null ? {} : { authorization: `Bearer ${await on.actors.sandbox.tokenOf(as)}` }),
});

/** By its id alone, as a client of ours asks. */
async function asked({ id }: Operation, { as, variables, file }: Example): Promise<Answer> {
  const headers = await headersOf(as);
  const body = JSON.stringify({ documentId: id, variables });
  const sent = file === undefined ? body : formOf(body, file);
  const type: Record<string, string> = file === undefined ? { 'content-type': 'application/json' } : {};
  const response = await fetch(on.platform.endpoint, { method: 'POST', headers: { ...headers, ...type }, body: sent });
  return (await response.json()) as Answer; // checked by each test
}

function formOf(operations: string, place: string): FormData {
  const form = new FormData();
  form.append('operations', operations);
  form.append('map', JSON.stringify({ 0: [place] }));
  form.append('0', new Blob([samplePdf('example')], { type: 'application/pdf' }), 'example.pdf');
  return form;
}

async function firstTold({ body }: Operation, { as, variables }: Example): Promise<Answer> {
  const live = createStreams({ url: `${on.platform.endpoint}/stream`, headers: await headersOf(as) });
  for await (const told of live.iterate({ query: body, variables })) return JSON.parse(JSON.stringify(told)) as Answer;
  throw new Error('a subscription that tells nothing');
}

describe('each example of the explorer, on a platform that has just begun', () => {
  it.each(inOrder.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const example = examples[operation.id];
    if (example === undefined) throw new Error(`no example of ${name}`);
    if (name === 'StartDraft') await officesAreKnown();
    const { data, errors = [] } = await (operation.type === 'subscription' ? firstTold : asked)(operation, example);
    expect(errors).toEqual([]);
    expect(data).not.toBeNull();
    if (name === 'StartDraft') expect(data).toMatchObject({ startDraft: { draft: { id: draftOfExamples() } } });
    if (name === 'ReviewDraft') expect(data).toMatchObject({ draft: { readiness: { ready: false } } });
    if (name === 'SubmitDossier') expect(data).toMatchObject({ submitDossier: { dossier: null } }); // it is not complete
    if (name === 'ChooseService') expect(data).toMatchObject({ procedure: { code: '2.000986' } });
  });

  it('is one of all that are registered', () => {
    const files = readdirSync(new URL('packages/client-pack/operations', root));
    expect(operations.map(({ name }) => `${name}.graphql`).sort()).toEqual(files.sort());
  });
});

/** The id of a draft follows from who asks and the id of the request, so the others can name it. */
function draftOfExamples(): unknown {
  const { id = '' } = operations.find(({ name }) => name === 'ReviewDraft') ?? {};
  return examples[id]?.variables['id'];
}

/** By another draft of the same kind: on a platform’s first start the offices may still be on their way. */
async function officesAreKnown(): Promise<void> {
  await startDraft(on.actors, on.actors.otherCitizen, { procedureCode: '2.000986', officeId: 'off_ha-dong' });
}

it('lets the sample client file a dossier, and tells it what the office and the applicant do', async () => {
  const client = runSample(birthWithPapers, on.platform.endpoint);
  const filed = await client.line(/ SUBMITTED\b/);
  const code = filed.split(' ')[0] ?? '';
  expect(readApplication(birthWithPapers).attachments.length).toBeGreaterThan(0);
  const dossierId = await idOf(code);
  await act(on.actors.receiver, 'receiveDossier', { dossierId });
  expect(await client.line(/ PROCESSING\b/)).toContain(code);
  await act(on.actors.citizen, 'withdrawDossier', { dossierId });
  expect(await client.line(/ WITHDRAWN\b/)).toContain(code);
  expect(await client.exit).toEqual({ status: 0, errors: '' });
}, 120_000);

it('answers a front end under development, which is served from another port', async () => {
  const headers = { ...(await headersOf('citizen-1')), 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ lifeEvents { id } }' });
  const answer = await fetch(on.platform.endpoint, { method: 'POST', headers, body });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
});

it('lets the sample client file and watch on the mock as well, without a platform', async () => {
  const mock = spawn(process.execPath, [inClientPack('mock.js'), '--port', '0']);
  const { value: endpoint } = await createInterface({ input: mock.stdout })[Symbol.asyncIterator]().next();
  const client = runSample(birthWithPapers, String(endpoint));
  expect(await client.line(/ PROCESSING\b/)).toMatch(/^H26\./);
  expect(await client.exit).toEqual({ status: 0, errors: '' });
  mock.kill();
  await once(mock, 'close');
}, 60_000);

async function idOf(code: string): Promise<string> {
  const { myDossiers } = await on.actors.citizen.ask<{ myDossiers: { nodes: { id: string; code: string }[] } }>(
    '{ myDossiers(first: 20) { nodes { id code } } }',
  );
  const found = myDossiers.nodes.find((dossier) => dossier.code === code);
  if (found === undefined) throw new Error(`${code} is not among the applicant’s dossiers`);
  return found.id;
}

/** As a developer runs it, with the citizen's token; `line` waits for the next line that fits. */
function runSample(application: string, endpoint: string) {
  const starting = on.actors.sandbox
    .tokenOf('citizen-1')
    .then((token) => spawn(process.execPath, [inClientPack('sample-client.js'), endpoint, token, application]));
  const waiting = starting.then((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  const exit = starting.then(ended);
  return {
    exit,
    async line(wanted: RegExp): Promise<string> {
      const lines = await waiting;
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`it ended before ${String(wanted)}: ${JSON.stringify(await exit)}`);
        if (wanted.test(value)) return value;
      }
    },
  };
}

function ended(child: ChildProcess): Promise<{ readonly status: number | null; readonly errors: string }> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, errors })));
}
