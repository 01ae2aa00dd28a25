import {
  AgencyResultAccepted,
  AgencyResultCompleted,
  AgencyResultRejected,
  DossierStepStarted,
  wireType,
  type AgencyName,
} from '@motcua/event-contracts';
import type { Kafka } from 'kafkajs';
import type { Clock } from '../clock/clock.js';
import type { Log } from '../log.js';
import type { AgencyBook } from './agency-book.js';
import { createAnswers, type Answers, type Question } from './answers.js';
import type { ReadDossier } from './dossier-reader.js';
import { startFeed, type FeedMessage } from './feed.js';
import { createInsist, type Insist } from './insist.js';
import { createTakenAway, type TakenAway } from './other-events.js';
import type { PartnerKeys } from './partner-keys.js';
import { verifiedEvent } from './signed-event.js';

export interface AgencyOptions {
  readonly agency: AgencyName;
  readonly kafka: Kafka;
  readonly topicPrefix: string;
  readonly keys: PartnerKeys;
  readonly readDossier: ReadDossier;
  readonly book: AgencyBook;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Agency {
  isConnected(): boolean;
  stop(): Promise<void>;
}

interface Desk extends AgencyOptions {
  readonly answers: Answers;
  readonly heard: Set<string>;
  readonly takenAway: TakenAway;
  /** The platform may be away for a while; undefined only when this agency stops. */
  readonly insist: Insist;
}

const mostRemembered = 10_000;

/**
 * How an agency takes part: hear its own topic, believe only what is signed, do each step once, read what it may see,
 * say that it was accepted, and when the work is done say so.
 */
export function startAgency(options: AgencyOptions): Agency {
  const { agency, kafka, topicPrefix, log } = options;
  const stopping = new AbortController();
  const answers = createAnswers({ agency, kafka, topic: `${topicPrefix}agency-result.${agency}.v1`, log });
  const insist = createInsist(stopping.signal, (error, delayMs) => {
    log.warn('the platform does not answer an agency, asking again', { agency, delayMs }, error);
  });
  const desk: Desk = { ...options, answers, insist, heard: new Set(), takenAway: createTakenAway(options.book) };
  // One message after the other, outside Kafka's own loop: a platform that is away delays, and never costs membership.
  let last: Promise<void> = Promise.resolve();
  const feed = startFeed({
    kafka,
    groupId: `${agency}.${topicPrefix}sandbox`,
    topic: `${topicPrefix}partner.${agency}.v1`,
    onMessage(message) {
      last = last
        .then(() => handle(desk, message))
        .catch((error: unknown) => log.error('an agency failed', { agency }, error));
    },
    log,
  });
  return {
    isConnected: () => feed.isConnected(),
    async stop() {
      stopping.abort();
      await feed.stop();
      await answers.close();
      await last;
    },
  };
}

async function handle(desk: Desk, message: FeedMessage): Promise<void> {
  const { agency, keys, book, heard, insist } = desk;
  const event = await insist(() => verifiedEvent(message, keys));
  if (event === undefined) return;
  if (typeof event === 'string') {
    book.note('REFUSED', { detail: event });
    message.done();
    return;
  }
  if (heard.has(event.id)) {
    book.note('DUPLICATE', { dossierId: event.subject, detail: event.id });
    message.done();
    return;
  }
  remember(heard, event.id);
  // Gaps and types that are new are nothing to this agency.
  const step = DossierStepStarted.schema.safeParse(
    event.type === wireType(DossierStepStarted) ? event.data : undefined,
  );
  if (!step.success || step.data.agency !== agency) {
    desk.takenAway.hear(event);
    message.done();
    return;
  }
  const { dossierId, stepKey } = step.data;
  await takeOn(desk, { dossierId, stepKey, startedBy: Number(event.sequence), questionId: event.id }, message);
}

async function takeOn(desk: Desk, work: Question, message: FeedMessage): Promise<void> {
  const { agency, readDossier, answers, book, clock, insist, log } = desk;
  const { dossierId, stepKey } = work;
  const dossier = await insist(() => readDossier(dossierId));
  if (dossier === undefined) return;
  if (typeof dossier === 'string') {
    log.warn('an agency may not read a dossier', { agency, code: dossier });
    await reject(desk, work, 'DOSSIER_NOT_READABLE');
    message.done();
    return;
  }
  book.note('READ', { dossierId, stepKey, detail: `${dossier.fields.length} fields of ${dossier.code}` });
  const acceptedAt = clock.now();
  await answers.send(AgencyResultAccepted, work, acceptedAt, 'FIRST');
  book.note('ACCEPTED', { dossierId, stepKey });
  const doneAt = new Date(acceptedAt.getTime() + book.way().workingMs);
  clock.at(doneAt, () => void finish(desk, work).then(message.done));
}

async function finish(desk: Desk, work: Question): Promise<void> {
  const { agency, answers, book, clock } = desk;
  const { dossierId, stepKey, startedBy } = work;
  if (desk.takenAway.covers(work)) return;
  const { rejectWith } = book.way();
  if (rejectWith !== undefined) return reject(desk, work, rejectWith);
  const resultReference = `${agency}-${dossierId.slice(-8)}-${startedBy}`;
  await answers.send(AgencyResultCompleted, work, clock.now(), 'LAST', { resultReference });
  book.note('COMPLETED', { dossierId, stepKey });
}

async function reject({ answers, book, clock }: Desk, work: Question, reasonCode: string): Promise<void> {
  const { dossierId, stepKey } = work;
  await answers.send(AgencyResultRejected, work, clock.now(), 'LAST', { reasonCode });
  book.note('REJECTED', { dossierId, stepKey, detail: reasonCode });
}

function remember(heard: Set<string>, id: string): void {
  heard.add(id);
  const [oldest] = heard;
  if (heard.size > mostRemembered && oldest !== undefined) heard.delete(oldest);
}
