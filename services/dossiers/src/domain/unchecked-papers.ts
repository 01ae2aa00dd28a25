/** Papers that came in and that the virus scanner did not judge yet, as problems of a form. */
import { uncheckedAttachments, type Attachment } from './attachment.js';
import type { FormProblem } from './judgement.js';

/** A paper that nobody looked at yet is not missing: its owner can only wait, or take it away. */
export function withUnchecked(
  problems: readonly FormProblem[],
  holder: { readonly attachments: readonly Attachment[] },
): readonly FormProblem[] {
  const waiting = new Set(uncheckedAttachments(holder).map(({ paper }) => paper));
  const isMissing = ({ code }: FormProblem): boolean =>
    code === 'attachmentRequired' || code === 'supplementNotAnswered';
  const others = problems.filter((problem) => !isMissing(problem) || !waiting.has(problem.path));
  return [...others, ...[...waiting].map(notChecked)];
}

function notChecked(paper: string): FormProblem {
  const vi = 'Tệp đang chờ kiểm tra vi-rút. Vui lòng thử lại sau ít phút.';
  const en = 'The file is still waiting for the virus scanner. Please try again in some minutes.';
  return { path: paper, field: paper, code: 'attachmentNotChecked', message: { vi, en } };
}
