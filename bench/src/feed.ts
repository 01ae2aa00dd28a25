import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { KafkaEngine } from '@motcua/engines';
import { DossierStepStarted, DossierSubmitted, wireType } from '@motcua/event-contracts';
import type { TestBench } from '@motcua/service-kit/testing';
import { startListener, type Listener } from './feed/listener.js';
import { openWard } from './feed/ward.js';
import type { Applicant } from './filing/applicant.js';
import { ofOthers, readDefinitions, readSample } from './filing/catalogue.js';
import { startTaughtService } from './filing/taught-service.js';
import { printFigures, type Figure } from './figures.js';
import { onEngines, say } from './on-engines.js';
import { openLoop } from './open-loop.js';
import { percentile, rounded } from './percentile.js';

// npm run -s bench:feed [-- --seconds 30]
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });
const perSecond = 20;
/** The first two seconds are not counted: code is compiled, connections open. */
const uncounted = 2 * perSecond;
const count = uncounted + perSecond * Number(values.seconds);
const procedureCode = '2.000986';
const agency = 'residence-police';
/** What the ward does until the agencies are asked, and the step whose end asks them. */
const wardSteps = ['registerBirth'];
const lastWardStep = 'forward';
const atOnce = 4;
const mostMs = 250;

await onEngines('dossiers', async (bench, kafka) => {
  const { service, applicant } = await startTaughtService(bench);
  const inside = await listenInside(bench);
  const outside = await listenAsAgency(bench, kafka, `${service.url}/partner-keys.json`);
  const submissions = await measureSubmissions(applicant, inside);
  const questions = await measureQuestions(bench, service.url, submissions.dossierIds, outside);
  printFigures([
    ...three('submitDossier → another service has dossier.submitted', 'submitted', submissions.tookMs, mostMs),
    ...three('of which after its answer', 'submittedAfterAnswer', submissions.afterAnswerMs),
    ...three('completeStep → the agency has its question, verified', 'asked', questions.tookMs, mostMs),
    ...three('of which after its answer', 'askedAfterAnswer', questions.afterAnswerMs),
    {
      what: 'questions that the agency verified',
      key: 'verified',
      value: outside.counted().verified,
      unit: '',
      most: null,
    },
  ]);
});

/** Until nothing that was stored waits to be told. */
async function allTold(serviceUrl: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const metrics = await (await fetch(`${serviceUrl}/metrics`)).text();
    const waiting = [...metrics.matchAll(/^motcua_outbox_waiting\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
    if (waiting.length > 0 && waiting.every((count) => count === 0)) return;
    await pause(100);
  }
  throw new Error('the service does not come to the end of what it has to tell');
}

async function listenInside(platform: TestBench): Promise<Listener> {
  const { topic } = DossierSubmitted;
  const settings = { ...kafkaOf(platform), TOPIC_PREFIX: platform.topicPrefix };
  const listener = await startListener({
    ...{ kafka: settings, topic, groupId: 'bench', type: wireType(DossierSubmitted) },
  });
  platform.lifecycle.defer('the listener inside', () => listener.stop());
  return listener;
}

/** On the partners' listener of Kafka, with the rights of an agency and no others. */
async function listenAsAgency(platform: TestBench, kafka: KafkaEngine, keysUrl: string): Promise<Listener> {
  const { topicPrefix, lifecycle } = platform;
  const password = 'password-of-the-agency';
  await kafka.addPartner(agency, password, topicPrefix);
  const login = { KAFKA_USERNAME: agency, KAFKA_PASSWORD: password, KAFKA_SASL_MECHANISM: 'scram-sha-512' };
  const brokers = kafka.partnerBrokers.join(',');
  const listener = await startListener({
    kafka: { ...kafkaOf(platform), ...login, KAFKA_BROKERS: brokers, TOPIC_PREFIX: topicPrefix },
    ...{ topic: `partner.${agency}.v1`, groupId: `${agency}.bench`, type: wireType(DossierStepStarted), keysUrl },
  });
  lifecycle.defer('the agency', () => listener.stop());
  return listener;
}

function kafkaOf(platform: TestBench): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(platform.env()).filter(([name]) => name.startsWith('KAFKA_')));
}

/** Drafts are filled in and captchas solved beforehand. */
async function measureSubmissions(
  applicant: Applicant,
  listener: Listener,
): Promise<Measured & { readonly dossierIds: readonly string[] }> {
  const definition = readDefinitions().find(({ procedure }) => procedure.code === procedureCode);
  if (definition === undefined) throw new Error(`there is no procedure ${procedureCode}`);
  const sample = readSample(procedureCode);
  say(`filling in ${count} drafts …`);
  const drafts = await prepared((n) => applicant.filledDraft(ofOthers(definition, sample, n)));
  const captchas = await prepared(() => applicant.solveCaptcha());
  const dossierIds: string[] = [];
  say('submitting …');
  const measured = await measure(listener, async (n) => {
    const dossierId = await applicant.submit(drafts[n] ?? '', captchas[n] ?? '');
    dossierIds.push(dossierId);
    return dossierId;
  });
  return { dossierIds, ...measured };
}

async function measureQuestions(
  bench: TestBench,
  serviceUrl: string,
  dossierIds: readonly string[],
  listener: Listener,
): Promise<Measured> {
  const ward = openWard(bench, serviceUrl);
  say('working up to the step that asks the agencies …');
  await prepared(async (n) => {
    const dossierId = dossierIds[n] ?? '';
    await ward.receive(dossierId);
    for (const stepKey of wardSteps) await ward.completeStep(dossierId, stepKey);
  });
  // The work before was done as fast as it goes; what it left to be told is not what is measured.
  await allTold(serviceUrl);
  say('asking …');
  return measure(listener, async (n) => {
    const dossierId = dossierIds[n] ?? '';
    await ward.completeStep(dossierId, lastWardStep);
    return dossierId;
  });
}

interface Measured {
  /** Milliseconds from when each act was due until it was heard of; `afterAnswerMs` from its answer. */
  readonly tookMs: readonly number[];
  readonly afterAnswerMs: readonly number[];
}

/** `act` answers which dossier it was about. */
async function measure(listener: Listener, act: (n: number) => Promise<string>): Promise<Measured> {
  const afterAnswerMs: number[] = [];
  const tookMs = await openLoop({
    ...{ perSecond, count },
    act: async (n) => {
      const dossierId = await act(n);
      const answeredAt = performance.now();
      await listener.heard(dossierId);
      afterAnswerMs[n] = performance.now() - answeredAt;
    },
  });
  return { tookMs, afterAnswerMs };
}

/** `count` things made beforehand, a few at a time. */
async function prepared<T>(make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const few = Array.from({ length: Math.min(atOnce, count - made.length) }, (_, n) => make(made.length + n));
    made.push(...(await Promise.all(few)));
  }
  return made;
}

function three(what: string, key: string, tookMs: readonly number[], most: number | null = null): readonly Figure[] {
  const counted = tookMs.slice(uncounted);
  return [0.5, 0.95, 0.99].map((share) => ({
    ...{ what: `${what}, p${share * 100}`, key: `${key}P${share * 100}Ms`, unit: 'ms' },
    ...{ value: rounded(percentile(counted, share)), most: share === 0.99 ? most : null },
  }));
}
