import type { ReceiptFromOutside } from '../context.js';

/** A receipt that came before it was stored that its text was taken: it waits a moment, so that both are stored in one. */
export interface EarlyReceipts {
  /** True when the text's sender stored it. */
  wait(receipt: ReceiptFromOutside): Promise<boolean>;
  /** Those that wait for these parts; whoever takes them says whether they were stored. */
  take(references: readonly string[]): readonly TakenReceipt[];
}

export interface TakenReceipt {
  readonly reference: string;
  readonly receipt: ReceiptFromOutside;
  readonly settle: (isStored: boolean) => void;
}

const patienceMs = 2_000;

export function createEarlyReceipts(): EarlyReceipts {
  const waiting = new Map<string, Omit<TakenReceipt, 'reference'>>();
  return {
    wait(receipt) {
      return new Promise((resolve) => {
        const settle = (isStored: boolean): void => {
          clearTimeout(timeout);
          for (const reference of receipt.references) {
            if (waiting.get(reference)?.receipt === receipt) waiting.delete(reference);
          }
          resolve(isStored);
        };
        const timeout = setTimeout(settle, patienceMs, false);
        // The same one twice: the second looks for itself.
        for (const reference of receipt.references) {
          if (!waiting.has(reference)) waiting.set(reference, { receipt, settle });
        }
      });
    },
    take: (references) =>
      references.flatMap((reference) => {
        const found = waiting.get(reference);
        waiting.delete(reference);
        return found === undefined ? [] : [{ reference, ...found }];
      }),
  };
}
