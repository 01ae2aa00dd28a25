import { CloudEvent, type AgencyName } from '@motcua/event-contracts';
import { derivedId, Refusal, type Cause, type Dying } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { tellRefusal } from '../domain/agency-answers.js';
import { tellAgency, type AnswerRefused } from '../domain/agency-notice.js';
import { agencySpeakingOn } from '../domain/worker.js';

/** An answer that its rules refused, as the agency gave it. */
export interface RefusedAnswer {
  readonly agency: AgencyName;
  readonly dossierId: string;
  readonly stepKey: string;
  readonly answerId: string;
  readonly code: string;
  /** Of the answer itself: heard again, it is neither taken nor refused again. */
  readonly cause: Cause;
}

/** Tells the agency why its answer was not taken: in the dossier where it works on it, else beside it. */
export async function refuseAnswer(context: Context, { code, cause, ...answer }: RefusedAnswer): Promise<void> {
  const reasonCode = code === 'REQUEST_ID_REUSED' ? 'ANSWER_ID_REUSED' : code;
  const about = { ...answer, reasonCode, refusedAt: context.clock.now() };
  context.log.info('an answer was refused', { agency: answer.agency, code: reasonCode });
  try {
    // Heard out of order, or under the id of another answer: no part of what the dossier counts.
    if (code === 'WRONG_KEY' || code === 'REQUEST_ID_REUSED') throw new Refusal(reasonCode, '');
    await context.dossiers.execute(answer.dossierId, cause, tellRefusal({ ...about, type: 'AgencyAnswerRefused' }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await tellBeside(context, about, cause);
  }
}

/** What the kit itself puts aside never reaches a reaction; the agency is told all the same, the operator has the letter. */
export async function tellOfDeadAnswer(context: Context, { message, reason, detail }: Dying): Promise<void> {
  const { topic, partition, offset, value } = message;
  const agency = agencySpeakingOn(topic);
  if (agency === null) return;
  const given = { agency, ...readIds(value), reasonCode: reason === 'REFUSED' ? detail : reason };
  const refusedAt = context.clock.now();
  const actor = { kind: 'agency', id: agency } as const;
  const cause = { id: `${topic}:${given.answerId ?? `${partition}/${offset}`}`, actor, at: refusedAt };
  await tellBeside(context, { ...given, refusedAt }, cause);
}

function tellBeside({ agencyNotices }: Context, about: Omit<AnswerRefused, 'type'>, cause: Cause): Promise<unknown> {
  // The same answer with the same fault is one refusal; mended by half under the same id, it is refused for the rest.
  const id = derivedId('not', cause.id, about.reasonCode);
  return agencyNotices.execute(
    id,
    { id: cause.id, actor: cause.actor, at: cause.at },
    tellAgency({ ...about, type: 'AnswerRefused' }),
  );
}

/** As far as they can be made out. */
function readIds(value: Buffer | null): Pick<AnswerRefused, 'answerId' | 'dossierId' | 'stepKey'> {
  const event = parsed(value);
  const data = memberOf(event, 'data');
  return {
    answerId: idIn(memberOf(event, 'id')),
    dossierId: idIn(memberOf(data, 'dossierId')),
    stepKey: idIn(memberOf(data, 'stepKey')),
  };
}

function parsed(value: Buffer | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    // Not JSON, which is the very reason; there are no ids in it.
    return null;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** What is no id of ours is not repeated: it could be anything. */
function idIn(value: unknown): string | null {
  return CloudEvent.shape.id.safeParse(value).data ?? null;
}
