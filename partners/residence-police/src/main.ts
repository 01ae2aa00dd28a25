/** The residence police's side of Motcua: a case is put into a book and accepted at once, and worked on as long as it takes. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as motcua from '@motcua/event-contracts';
import { createRemoteJWKSet } from 'jose';
import kafkajs, { type KafkaMessage } from 'kafkajs';

const agency = 'residence-police';
const secret = setting('AGENCY_SECRET');
const stateFile = setting('STATE_FILE');
/** In place of an agency's database: every event of our feed, by id, and whether anything is left to do. */
const book = new Map<string, Case>(
  existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as [string, Case][]) : [], // written below alone
);
type Case = { readonly event: motcua.CloudEvent; readonly isDone: boolean };
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
let working = Promise.resolve();
await Promise.all([producer.connect(), consumer.connect()]);
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
workOn(); // what an earlier life left open

async function hear(message: KafkaMessage): Promise<void> {
  const event = await believed(message);
  if (event === null) console.error(`offset ${message.offset} is not from Motcua, passed over`);
  if (event === null || book.has(event.id)) return;
  const numbers = [...book.values()].map((each) => each.event).filter(({ subject }) => subject === event.subject);
  const last = Math.max(0, ...numbers.map(({ feedsequence }) => Number(feedsequence)));
  if (Number(event.feedsequence) > last + 1) console.error(`GAP before ${event.id}: read the feed again`);
  const isOurs = event.type === motcua.wireType(motcua.DossierStepStarted) && !isTakenAway(event);
  if (isOurs) await say(motcua.AgencyResultAccepted, event, 0);
  else console.log(`${event.id} ${event.type}: ${JSON.stringify(event.data)}`); // for whoever works on it
  keep({ event, isDone: !isOurs });
  workOn();
}

/** By a later event of the dossier, which after a gap may have reached us earlier. */
function isTakenAway({ subject, feedsequence, data }: motcua.CloudEvent): boolean {
  const { stepKey } = motcua.DossierStepStarted.schema.parse(data);
  const later = [...book.values()].filter(({ event }) => Number(event.feedsequence) > Number(feedsequence));
  const ofDossier = later.filter(({ event }) => event.subject === subject).map(({ event }) => event.data);
  return ofDossier.some((each) => motcua.DossierStepCancelled.schema.safeParse(each).data?.stepKey === stepKey);
}

function keep(entry: Case): void {
  book.set(entry.event.id, entry);
  writeFileSync(`${stateFile}.new`, JSON.stringify([...book]));
  renameSync(`${stateFile}.new`, stateFile);
}

/** One case after the other; what fails waits a little, and its time limit runs on. */
function workOn(): void {
  working = working.then(async () => {
    for (const { event, isDone } of book.values()) if (!isDone && !isTakenAway(event)) await work(event);
  });
  working = working.catch((error: unknown) => {
    console.error('a case waits:', error);
    setTimeout(workOn, 5_000).unref();
  });
}

async function work(event: motcua.CloudEvent): Promise<void> {
  const { dossierId, stepKey } = motcua.DossierStepStarted.schema.parse(event.data);
  const answers = await readDossier(dossierId);
  const isMissing = answers === null || (stepKey === 'registerResidence' && answers['residenceAddress'] === undefined);
  if (isMissing) await say(motcua.AgencyResultRejected, event, 1, { reasonCode: 'ADDRESS_MISSING' });
  else await say(motcua.AgencyResultCompleted, event, 1, { resultReference: `CT-${event.id.slice(-12)}` });
  keep({ event, isDone: true });
  console.log(`${event.id} ${stepKey}: ${isMissing ? 'rejected' : 'completed'}`);
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
