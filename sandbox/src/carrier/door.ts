import type { Journal } from '../journal.js';
import type { Text } from '../sms/text-inbox.js';

/** What the receiver tells the courier at the door; without a code when none reached them in time. */
export interface ToldAtDoor {
  readonly handOverCode?: string;
  readonly takenBy: string;
}

export interface Door {
  /** Waits a while for the receiver to find the code in a text; never rejects. */
  ask(parcel: { readonly trackingNumber: string; readonly receiver: { readonly name: string } }): Promise<ToldAtDoor>;
}

/** Six digits that are no part of a longer number, of a dossier's code or of a date. */
const codePattern = /(?<![\w.-])\d{6}(?![\w-])/;

/** The receiver reads the texts that speak of this parcel, whoever's phone they came to, and tells the newest code. */
export function createDoor(options: { readonly texts: Journal<Text>; readonly patienceMs: number }): Door {
  const { texts, patienceMs } = options;
  return {
    async ask({ trackingNumber, receiver: { name: takenBy } }) {
      const isAbout = ({ text }: Text): boolean => text.includes(trackingNumber) && codePattern.test(text);
      const newest = (await texts.read({ waitMs: patienceMs, matches: isAbout })).at(-1);
      const [handOverCode] = codePattern.exec(newest?.text ?? '') ?? [];
      return handOverCode === undefined ? { takenBy } : { handOverCode, takenBy };
    },
  };
}
