import { randomUUID } from 'node:crypto';
import type { Actors } from './actors.js';
import type { Application } from './application.js';
import { fileApplication, type Filed } from './file-application.js';
import { inHops } from './in-hops.js';
import { arrive, postResult } from './parcel-journey.js';
import { prepareResults } from './prepare-results.js';
import { reachedSomebody, readDossier, type DossierSeen } from './read-dossier.js';

type Tell = (line: string) => void;

const hourMs = 3_600_000;

/** Journey 1: draft, submitted, paid, received, worked through with two agencies, signed, posted, delivered, closed. */
export async function birthJourney(actors: Actors, application: Application, tell: Tell): Promise<DossierSeen> {
  const { dossierId, code } = await untilSigned(actors, application, tell);
  await postResult(actors, dossierId, tell);
  await arrive(actors, dossierId, phoneOf(application.answers), tell);
  await trackIt(actors, code, tell);
  return hearTheLast(actors, dossierId, tell);
}

/** The first part: everything until the result may leave. */
export async function untilSigned(actors: Actors, application: Application, tell: Tell): Promise<Filed> {
  const filed = await fileApplication(actors, application, tell);
  const { dossierId, code } = filed;
  await hearOfIt(actors, application, code, tell);
  await payAtTheBank(actors, dossierId, tell);
  await receive(actors, dossierId, tell);
  await prepare(actors, dossierId, tell);
  await workThrough(actors, dossierId, tell);
  await sign(actors, dossierId, tell);
  return filed;
}

async function hearOfIt({ sandbox }: Actors, { answers }: Application, code: string, tell: Tell): Promise<void> {
  const phone = phoneOf(answers);
  const text = await sandbox.text(phone, (item) => item.text.includes(code));
  tell(`A text to the citizen: «${text.text}»`);
  const letter = await sandbox.letter(String(answers['requesterEmail']), (item) => item.text.includes(code));
  tell(`A letter to the citizen: «${letter.subject}»`);
}

function phoneOf(answers: Application['answers']): string {
  return String(answers['requesterPhone']).replace(/^0/, '+84');
}

export async function payAtTheBank({ citizen, sandbox, until }: Actors, dossierId: string, tell: Tell): Promise<void> {
  const due = await until(
    'the payment to be due',
    () => readDossier(citizen, dossierId),
    ({ payment }) => payment?.status === 'DUE' || payment?.status === 'SETTLED',
  );
  if (due.payment?.status !== 'DUE') {
    tell('Nothing is owed.');
    return;
  }
  tell(
    `Owed: ${due.payment.amountDueVnd} ₫ (${due.payment.items
      .filter(({ totalVnd }) => totalVnd > 0)
      .map(({ key, totalVnd }) => `${key} ${totalVnd}`)
      .join(' + ')}).`,
  );
  const { startPayment } = await citizen.ask<{ startPayment: { payUrl: string; attempt: { id: string } } }>(
    `mutation Pay($input: StartPaymentInput!) { startPayment(input: $input) { payUrl attempt { id } } }`,
    { input: { requestId: randomUUID(), paymentId: due.payment.id } },
  );
  await sandbox.pay(startPayment.payUrl);
  await until(
    'the bank to confirm',
    () => readDossier(citizen, dossierId),
    ({ payment }) => payment?.status === 'SETTLED',
  );
  tell(`Paid at the bank, reference ${startPayment.attempt.id}: settled by the bank's signed callback.`);
}

export async function receive({ receiver, until }: Actors, dossierId: string, tell: Tell): Promise<void> {
  await until(
    'the dossier to stand in the desk queue',
    () =>
      receiver.ask<{ deskQueue: { nodes: { id: string }[] } }>(
        `query Queue { deskQueue(first: 100) { nodes { id } } }`,
      ),
    ({ deskQueue }) => deskQueue.nodes.some(({ id }) => id === dossierId),
  );
  const { receiveDossier } = await receiver.ask<{
    receiveDossier: { dossier: { dueAt: string; slips: { number: string }[] } };
  }>(
    `mutation Receive($input: DossierActionInput!) {
      receiveDossier(input: $input) { dossier { dueAt slips { number } } }
    }`,
    { input: { requestId: randomUUID(), dossierId } },
  );
  const { dueAt, slips } = receiveDossier.dossier;
  tell(`The desk receives it: slip ${slips.map(({ number }) => number).join(', ')}, due ${dueAt}.`);
}

/** What the leader will sign. */
export async function prepare({ processor }: Actors, dossierId: string, tell: Tell): Promise<void> {
  const documents = await prepareResults(processor, dossierId);
  for (const { name, copies } of documents) tell(`Prepared for signature: «${name.vi}», ${copies} copy.`);
}

/** Ward steps are done as they open; agencies answer by event while the clock moves on. */
export async function workThrough(actors: Actors, dossierId: string, tell: Tell): Promise<void> {
  const told = new Set<string>();
  await inHops(actors, 'every step before the signature', async () => {
    const seen = await readDossier(actors.leader, dossierId);
    for (const step of seen.steps.filter(({ state, key }) => state === 'COMPLETED' && !told.has(key))) {
      told.add(step.key);
      tell(`Step ${step.key} (${step.agency}) is done.`);
    }
    if (seen.availableActions.includes('SIGN_RESULT')) return null;
    return (await doOwnStep(actors, dossierId, seen)) ? 0 : 4 * hourMs;
  });
}

/** False when only others have something to do. */
async function doOwnStep(actors: Actors, dossierId: string, { steps }: DossierSeen): Promise<boolean> {
  const mine = steps.find((step) => step.state === 'OPEN' && officerOf(actors, step.agency) !== null);
  if (mine === undefined) return false;
  await officerOf(actors, mine.agency)?.ask(
    `mutation Complete($input: CompleteStepInput!) { completeStep(input: $input) { dossier { id } } }`,
    { input: { requestId: randomUUID(), dossierId, stepKey: mine.key } },
  );
  return true;
}

function officerOf({ receiver, processor }: Actors, agency: string) {
  if (agency === 'onestop') return receiver;
  return agency === 'justice' ? processor : null;
}

export async function sign({ leader, until }: Actors, dossierId: string, tell: Tell): Promise<void> {
  await leader.ask(`mutation Sign($input: DossierActionInput!) { signResult(input: $input) { dossier { id } } }`, {
    input: { requestId: randomUUID(), dossierId },
  });
  await until(
    'the result to be ready',
    () => readDossier(leader, dossierId),
    ({ status }) => status === 'RESULT_READY',
  );
  tell('The leader signs; nothing is owed, so the result may leave.');
}

async function trackIt({ anybody }: Actors, code: string, tell: Tell): Promise<void> {
  const { trackDossier } = await anybody.ask<{ trackDossier: { status: string; closedAt: string } }>(
    `query Track($code: String!) { trackDossier(code: $code) { status closedAt } }`,
    { code },
  );
  tell(`Anybody who knows ${code} sees: ${trackDossier.status}, ${trackDossier.closedAt}.`);
}

async function hearTheLast({ citizen, until }: Actors, dossierId: string, tell: Tell): Promise<DossierSeen> {
  const seen = await until(
    'every message to be sent',
    () => readDossier(citizen, dossierId),
    ({ messages }) =>
      messages?.some(({ template }) => template === 'dossier-closed') === true && messages.every(reachedSomebody),
  );
  tell(
    `${seen.messages?.length ?? 0} letters and texts reached the citizen; ${seen.accesses?.length ?? 0} looks into the dossier are shown to them.`,
  );
  return seen;
}
