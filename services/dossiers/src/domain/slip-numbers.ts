/** Numbers of the slips of one dossier: each form counts from 1 (ours). */
import { formatSlipNumber } from '@motcua/vietnam';
import type { Slip, SlipForm } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';

export const slipForms = ['01', '02', '03', '04', '05', '06', 'LETTER'] as const satisfies readonly SlipForm[];

export function nextSlip(
  { code, slips }: Pick<FiledDossier, 'code' | 'slips'>,
  form: SlipForm,
  by: { readonly issuedAt: Date; readonly issuedBy: string; readonly dueAt?: Date },
): Slip {
  const issue = slips.filter((slip) => slip.form === form).length + 1;
  const number = form === 'LETTER' ? `${code}/LETTER-${issue}` : formatSlipNumber(code, Number(form), issue);
  return { number, form, issuedAt: by.issuedAt, issuedBy: by.issuedBy, dueAt: by.dueAt ?? null };
}
