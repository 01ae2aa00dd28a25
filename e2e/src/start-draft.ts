import { randomUUID } from 'node:crypto';
import type { Actors } from './actors.js';
import { GraphQLAnswerError, type Client } from './client.js';

export interface Started {
  readonly draft: { readonly id: string };
  /** For somebody without an account. */
  readonly access: { readonly token: string } | null;
}

/** Right after a platform's first start the offices may still be on their way to those who take drafts: then again. */
export async function startDraft(
  { until }: Pick<Actors, 'until'>,
  client: Client,
  about: { readonly procedureCode: string; readonly officeId: string },
): Promise<Started> {
  const input = { requestId: randomUUID(), ...about };
  const started = await until(
    `${about.officeId} to take drafts of ${about.procedureCode}`,
    () => client.ask<{ startDraft: Started }>(document, { input }).catch(nullWhereUnknown),
    (answer) => answer !== null,
  );
  if (started === null) throw new Error('a draft was started and is not there');
  return started.startDraft;
}

const document = `mutation Start($input: StartDraftInput!) {
  startDraft(input: $input) { draft { id } access { token } }
}`;

function nullWhereUnknown(error: unknown): null {
  if (error instanceof GraphQLAnswerError && /^UNKNOWN_(OFFICE|PROCEDURE)$/.test(error.code)) return null;
  throw error;
}
