/** Whether a dossier that ends without a result gets its money back. */

export const endings = ['DECLINED', 'REJECTED', 'WITHDRAWN', 'STOPPED'] as const;
/** How a dossier ended without a result. */
export type Ending = (typeof endings)[number];
export type RefundRule = 'REFUND' | 'KEEP';

/** No text of law was found that settles it; until one is, all of it goes back. A change holds for what ends afterwards. */
export const refundRules: Readonly<Record<Ending, RefundRule>> = {
  DECLINED: 'REFUND',
  REJECTED: 'REFUND',
  WITHDRAWN: 'REFUND',
  STOPPED: 'REFUND',
};
