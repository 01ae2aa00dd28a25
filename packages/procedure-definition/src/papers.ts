import { compileCondition, type Answers, type Test } from './condition.js';
import type { Paper } from './evaluation.js';
import type { Attachment } from './handling.js';

export interface CompiledAttachment {
  readonly attachment: Attachment;
  readonly applies: Test;
}

export function compileAttachment(attachment: Attachment): CompiledAttachment {
  return { attachment, applies: compileCondition(attachment.condition) };
}

/** The papers these answers ask for, and any handed in all the same: nothing a citizen gave is dropped silently. */
export function papersFor(
  attachments: readonly CompiledAttachment[],
  answers: Answers,
  provided: ReadonlySet<string>,
): readonly Paper[] {
  const papers: Paper[] = [];
  for (const { attachment, applies } of attachments) {
    const isProvided = provided.has(attachment.key);
    const isAsked = applies(answers);
    if (isAsked || isProvided) papers.push(toPaper(attachment, isAsked, isProvided));
  }
  return papers;
}

function toPaper(attachment: Attachment, isAsked: boolean, provided: boolean): Paper {
  const { key, nameVi, nameEn, form, originals, copies, count, acceptedTypes } = attachment;
  const presentOnly = attachment.presentOnly === true;
  return {
    key,
    nameVi,
    nameEn,
    form,
    originals,
    copies,
    count,
    required: isAsked && attachment.mandatory && !presentOnly,
    provided,
    presentOnly,
    acceptedTypes,
    conditionVi: attachment.conditionVi ?? null,
  };
}
