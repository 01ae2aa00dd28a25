/** Who looks or acts, as the rules of a dossier see them. */

export type OfficerRole = 'receive' | 'process' | 'sign' | 'lead';

export interface Officer {
  readonly kind: 'officer';
  readonly id: string;
  readonly officeId: string;
  readonly roles: readonly OfficerRole[];
}

export interface Agency {
  readonly kind: 'agency';
  /** The name it subscribes under, e.g. `residence-police`. */
  readonly id: string;
}

export interface Citizen {
  readonly kind: 'citizen';
  /** Derived from the account; stands on the dossiers that account submitted. */
  readonly applicantKey: string;
}

/** Without an account, by an access token that opens one draft or one dossier. */
export interface Guest {
  readonly kind: 'guest';
  readonly id: string;
  readonly opens: string;
}

/** The last two have no business with anybody's dossier. */
export type Party =
  | { readonly kind: 'anonymous' }
  | Citizen
  | Guest
  | Officer
  | Agency
  | { readonly kind: 'catalogue-admin' }
  | { readonly kind: 'operator' };
