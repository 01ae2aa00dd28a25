/** What each service level lets a citizen do online: the four levels (mức độ) of the ward's guide, each with all of the one below. */
export interface Offer {
  readonly information: boolean;
  readonly blankForms: boolean;
  readonly onlineFiling: boolean;
  readonly onlinePayment: boolean;
  readonly postalDelivery: boolean;
}

export type Level = 1 | 2 | 3 | 4;

const told = {
  information: true,
  blankForms: false,
  onlineFiling: false,
  onlinePayment: false,
  postalDelivery: false,
} as const;
const printed = { ...told, blankForms: true } as const;
const filed = { ...printed, onlineFiling: true } as const;
const brought = { ...filed, onlinePayment: true, postalDelivery: true } as const;

export const offers: Readonly<Record<Level, Offer>> = { 1: told, 2: printed, 3: filed, 4: brought };
