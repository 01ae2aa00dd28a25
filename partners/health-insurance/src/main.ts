/**
 * The health insurance's side of Motcua, as its own developer would write it: the published schemas and protocols, nothing else.
 * Each step is answered at once, by rule; how cases are kept while people work on them, see partners/residence-police.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as motcua from '@motcua/event-contracts';
import { createRemoteJWKSet } from 'jose';
import kafkajs, { type KafkaMessage } from 'kafkajs';

const agency = 'health-insurance';
const secret = setting('AGENCY_SECRET');
const stateFile = setting('STATE_FILE');
/** In place of an agency's database: by dossier the numbers of the events we dealt with, by step the one that took it away. */
const dealtWith = new Map<string, number[]>(
  existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as [string, number[]][]) : [], // written below alone
);
// Two keys may be live at once. A key id that is new is asked for at once: nobody but Motcua can write to our feed.
const keyOf = createRemoteJWKSet(new URL(setting('PARTNER_KEYS_URL')), { cooldownDuration: 0 });

const kafka = new kafkajs.Kafka({
  clientId: agency,
  brokers: setting('KAFKA_BROKERS').split(','),
  ssl: setting('KAFKA_TLS') === 'yes',
  sasl: { mechanism: 'scram-sha-512', username: agency, password: secret },
  logLevel: kafkajs.logLevel.NOTHING,
});
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId: setting('KAFKA_GROUP'), sessionTimeout: 10_000 });
consumer.on('consumer.group_join', () => console.log(`${agency} listens`));
consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
  console.error(error);
  if (!restart) process.exit(1); // for a supervisor to start it again
});
const stop = (): void => void consumer.disconnect().then(() => process.exit(0));
process.once('SIGINT', stop).once('SIGTERM', stop); // what was not answered yet is heard again
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [`partner.${agency}.v1`], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  async eachMessage({ topic, partition, message }) {
    // kafkajs tries an Error again, later and later, and gives up for good on a TypeError, which fetch throws.
    await hear(message).catch((cause: unknown) => Promise.reject(new Error('not answered yet', { cause })));
    // Only now: whoever was killed before hears the message again.
    await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
  },
});

async function hear(message: KafkaMessage): Promise<void> {
  const event = await believed(message);
  if (event === null) {
    console.error(`offset ${message.offset} is not from Motcua, passed over`);
    return;
  }
  if (event.feedsequence === undefined) return deal(event, 0); // about none of our dossiers
  const n = Number(event.feedsequence);
  const before = dealtWith.get(event.subject) ?? [];
  if (before.includes(n)) return;
  const missing = Array.from({ length: n - 1 }, (_, index) => index + 1).filter((each) => !before.includes(each));
  if (missing.length > 0) console.error(`GAP in ${event.subject}: ${missing.join()} never came, read the feed again`);
  await deal(event, n);
  dealtWith.set(event.subject, [...before, n]);
  writeFileSync(`${stateFile}.new`, JSON.stringify([...dealtWith]));
  renameSync(`${stateFile}.new`, stateFile);
}

/** A type that is new to us is not for us yet; its number counts all the same. */
async function deal(event: motcua.CloudEvent, n: number): Promise<void> {
  const { stepKey, dueAt, reasonCode } = event.data as Readonly<Record<string, string>>; // signed, so as contracted
  const step = `${event.subject} ${String(stepKey)}`;
  const is = (contract: motcua.EventContract) => event.type === motcua.wireType(contract);
  // After a gap the end of a step may reach us before its start.
  if (is(motcua.DossierStepStarted) && n > (dealtWith.get(step)?.[0] ?? 0)) await answer(event);
  if (is(motcua.DossierStepRescheduled)) console.log(`${step} is due ${String(dueAt)} now`);
  if (is(motcua.AgencyAnswerRefused)) console.error(`REFUSED: ${JSON.stringify(event.data)}`);
  if (!is(motcua.DossierStepCancelled)) return;
  console.log(`${step} is taken away, what we did for it does not count: ${String(reasonCode)}`);
  dealtWith.set(step, [n]);
}

/** Ed25519 over `<id>.<time>.<the bytes>`; null for what Motcua has not signed. */
async function believed({ value, headers = {} }: KafkaMessage): Promise<motcua.CloudEvent | null> {
  const kid = headers['motcua-key-id']?.toString() ?? '';
  const signature = new Uint8Array(Buffer.from(headers['motcua-signature']?.toString() ?? '', 'base64url'));
  try {
    const event = motcua.CloudEvent.parse(JSON.parse(String(value)));
    const signed = new Uint8Array(Buffer.from(`${event.id}.${event.time}.${String(value)}`));
    const isTrue = await crypto.subtle.verify('Ed25519', await keyOf({ alg: 'EdDSA', kid }), signature, signed);
    return isTrue ? event : null;
  } catch (error) {
    if (error instanceof Error && /^(JWKSNoMatchingKey|SyntaxError|ZodError)$/.test(error.name)) return null;
    throw error; // the keys cannot be had now
  }
}

async function answer(event: motcua.CloudEvent): Promise<void> {
  const { dossierId, code, stepKey } = motcua.DossierStepStarted.schema.parse(event.data);
  await say(motcua.AgencyResultAccepted, event, 0);
  const answers = await readDossier(dossierId);
  const isMissing = answers === null || (stepKey === 'issueInsurance' && answers['childDob'] === undefined);
  if (isMissing) await say(motcua.AgencyResultRejected, event, 1, { reasonCode: 'CHILD_NOT_KNOWN' });
  else await say(motcua.AgencyResultCompleted, event, 1, { resultReference: `BHYT-${code}` });
  console.log(
    `${code} ${stepKey}: ${isMissing ? 'rejected' : `completed, ${Object.keys(answers).length} answers read`}`,
  );
}

/** Resolves when Kafka has it. Named after the question: said twice, after a crash, it is one answer and changes nothing. */
async function say(contract: motcua.EventContract, question: motcua.CloudEvent, n: 0 | 1, more = {}): Promise<void> {
  const { dossierId: key, stepKey } = motcua.DossierStepStarted.schema.parse(question.data);
  const about = { dossierId: key, stepKey, questionId: question.id, at: new Date().toISOString() };
  const data = contract.schema.parse({ ...about, ...more });
  const name = { id: `${agency}/${question.id}/${n}`, sequence: Number(question.sequence) * 2 + n };
  const from = { source: `/agencies/${agency}`, subject: key, key, occurredAt: new Date() };
  const value = JSON.stringify(motcua.toCloudEvent(contract, data, { ...name, ...from }));
  await producer.send({ topic: `agency-result.${agency}.v1`, acks: -1, messages: [{ key, value }] });
}

/** The answers the procedure grants us, and the citizen sees that we looked; null when the platform says no. */
async function readDossier(id: string): Promise<Answers | null> {
  const authorization = `Basic ${Buffer.from(`${agency}:${encodeURIComponent(secret)}`).toString('base64')}`;
  const grant = new URLSearchParams({ grant_type: 'client_credentials' });
  const token = await ask<{ access_token: string }>(setting('TOKEN_URL'), { authorization }, grant);
  const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' };
  const query = 'query Read($id: ID!) { dossier(id: $id) { answers } }';
  const graph = await ask<Graph>(setting('GRAPHQL_URL'), headers, JSON.stringify({ query, variables: { id } }));
  const problem = graph.errors?.[0]?.extensions.code ?? '';
  if (/^(INTERNAL|SERVICE_|SIGN_IN_|TOO_MANY_|UNAUTHENTICATED)/.test(problem)) throw new Error(problem); // later, perhaps
  return graph.data?.dossier?.answers ?? null;
}

type Answers = Readonly<Record<string, unknown>>;
type Graph = { data?: { dossier?: { answers?: Answers } }; errors?: { extensions: { code: string } }[] }; // or null
async function ask<A>(url: string, headers: Record<string, string>, body: string | URLSearchParams): Promise<A> {
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(4_000) });
  if (response.status >= 500 || response.status === 401) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as A; // as OAuth and the schema document it
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set (docs/partners/quickstart.md)`);
  return value;
}
