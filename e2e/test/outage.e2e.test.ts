import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readApplication } from '../src/application.js';
import { receive } from '../src/birth-journey.js';
import { fileApplication, prepareApplication, submit } from '../src/file-application.js';
import { readDossier } from '../src/read-dossier.js';
import { onPlatform } from '../src/on-platform.js';

type Part = 'procedures' | 'dossiers' | 'payments' | 'notifications' | 'delivery';

const birth = readApplication(fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)));
const silent = (): void => {};

const on = onPlatform();
/** Filed, due and told of; what the page shows. */
let shown: { readonly id: string; readonly payment: string; readonly shipment: string };
beforeAll(async () => {
  const { dossierId } = await fileApplication(on.actors, birth, silent);
  const { payment, shipment } = await on.actors.until(
    'everybody to know the dossier',
    () => readDossier(on.actors.citizen, dossierId),
    (seen) => seen.payment?.status === 'DUE' && seen.shipment !== null && (seen.messages ?? []).length > 0,
  );
  shown = { id: dossierId, payment: payment?.id ?? '', shipment: shipment?.id ?? '' };
}, 60_000);

const trackingPage = `query Page($id: ID!, $payment: ID!, $shipment: ID!, $code: String!) {
  dossier(id: $id) {
    code status
    procedure { code name { vi } } payment { status } shipment { status } messages { template }
  }
  payment(id: $payment) { status amountDueVnd }
  shipment(id: $shipment) { status }
  messages(dossierId: $id, first: 3) { template }
  procedure(code: $code) { name { vi } }
}`;

interface Page {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly path?: readonly string[]; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly degraded?: readonly { readonly part: string; readonly message: string }[] };
}

/** The whole answer, errors and extensions included. */
async function trackingPageNow(): Promise<Page> {
  const response = await fetch(on.platform.endpoint, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'accept-language': 'vi' },
      authorization: `Bearer ${await on.actors.sandbox.tokenOf('citizen-1')}`,
    },
    body: JSON.stringify({ query: trackingPage, variables: { ...shown, code: birth.procedureCode } }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Page, 'status'>) }; // as GraphQL says
}

/** Where the page has null, down to the first one. */
function nullsIn(value: unknown, path: readonly string[] = []): readonly string[] {
  if (value === null) return [path.join('.')];
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => nullsIn(inner, [...path, name]));
}

function without(page: unknown, paths: readonly string[], at: readonly string[] = []): unknown {
  if (paths.includes(at.join('.'))) return null;
  if (typeof page !== 'object' || page === null || Array.isArray(page)) return page;
  return Object.fromEntries(Object.entries(page).map(([name, inner]) => [name, without(inner, paths, [...at, name])]));
}

/** What is done while a part is away, and what shows afterwards that it caught up. */
interface Meanwhile {
  readonly act: () => Promise<unknown>;
  readonly caughtUp?: () => Promise<unknown>;
}

async function saveDraft(): Promise<void> {
  const { draftId, applicant } = drafted();
  const document = `mutation Save($input: SaveAnswersInput!) { saveAnswers(input: $input) { draft { id } } }`;
  await applicant.ask(document, { input: { requestId: randomUUID(), draftId, answers: birth.answers } });
}

type Drafted = Awaited<ReturnType<typeof prepareApplication>>;
let draft: Drafted | undefined;
function drafted(): Drafted {
  if (draft === undefined) throw new Error('nothing was prepared');
  return draft;
}
async function prepareDraft(): Promise<void> {
  draft = await prepareApplication(on.actors, birth, silent);
}

let filed = '';
async function submitDraft(): Promise<void> {
  await saveDraft();
  const { draftId, applicant } = drafted();
  filed = (await submit(on.actors, applicant, draftId, silent)).dossierId;
}

const seen = (dossierId: string) => readDossier(on.actors.citizen, dossierId);
const afterwards = (what: string, holds: (dossier: Awaited<ReturnType<typeof seen>>) => boolean, id = () => filed) => {
  return () => on.actors.until(what, () => seen(id()), holds);
};

async function payShown(): Promise<void> {
  const { startPayment } = await on.actors.citizen.ask<{ startPayment: { payUrl: string } }>(
    `mutation Pay($input: StartPaymentInput!) { startPayment(input: $input) { payUrl } }`,
    { input: { requestId: randomUUID(), paymentId: shown.payment } },
  );
  await on.actors.sandbox.pay(startPayment.payUrl);
}

describe.each<[Part, string, readonly string[], () => Meanwhile]>([
  ['procedures', 'CATALOGUE', ['dossier.procedure', 'procedure'], () => ({ act: saveDraft })],
  [
    'payments',
    'PAYMENTS',
    ['dossier.payment', 'payment'],
    () => ({ act: submitDraft, caughtUp: afterwards('its fee to be due', ({ payment }) => payment?.status === 'DUE') }),
  ],
  [
    'notifications',
    'MESSAGES',
    ['dossier.messages', 'messages'],
    () => ({
      act: () => receive(on.actors, filed, silent),
      caughtUp: afterwards('the citizen to be told', ({ messages }) => {
        return messages?.some(({ template }) => template === 'dossier-received') === true;
      }),
    }),
  ],
  [
    'delivery',
    'DELIVERY',
    ['dossier.shipment', 'shipment'],
    () => ({ act: submitDraft, caughtUp: afterwards('its parcel to be known', ({ shipment }) => shipment !== null) }),
  ],
  [
    'dossiers',
    'DOSSIERS',
    ['dossier'],
    () => ({
      act: payShown,
      caughtUp: afterwards(
        'the dossier to hear that it is paid',
        ({ timeline }) => timeline.some(({ text }) => text.vi === 'Nghĩa vụ tài chính đã hoàn thành'),
        () => shown.id,
      ),
    }),
  ],
])('while %s is away', (part, missing, empty, meanwhile) => {
  it('the page shows the rest, others go on, and all is well once it is back', async () => {
    await prepareDraft();
    const gateway = on.platform.children.get('gateway')?.pid;
    const whole = await trackingPageNow();
    expect(nullsIn(whole.data)).toEqual([]);
    expect(whole).toEqual({ status: 200, data: whole.data });

    on.platform.children.get(part)?.kill();
    await on.platform.children.get(part)?.ended;
    const page = await trackingPageNow();
    expect({ status: page.status, data: page.data }).toEqual({ status: 200, data: without(whole.data, empty) });
    expect(page.extensions?.degraded).toEqual([{ part: missing, message: expect.any(String) as unknown }]);
    expect(page.errors?.every(({ extensions }) => extensions.code === 'SERVICE_UNAVAILABLE')).toBe(true);
    const told = new Set(page.errors?.map(({ path }) => path?.join('.')));
    for (const path of empty) expect([...told].some((each) => each?.startsWith(path))).toBe(true);
    const { act, caughtUp } = meanwhile();
    await act();

    await on.platform.restart(part);
    await on.actors.until(
      'the page to be whole',
      trackingPageNow,
      ({ errors, extensions }) => errors === undefined && extensions === undefined,
    );
    await caughtUp?.();
    expect(nullsIn((await trackingPageNow()).data)).toEqual([]);
    expect(on.platform.children.get('gateway')?.pid).toBe(gateway);
    expect((await fetch(new URL('/readyz', on.platform.endpoint))).status).toBe(200);
  }, 60_000);
});
