/**
 * What may be done to a dossier, where it stands then and by whom: the one table that guards, offers, documents and tests
 * (vòng đời hồ sơ; slips by TT 01/2018 and TT 03/2025/TT-VPCP).
 */
import { Refusal } from '@motcua/service-kit/pure';
import type { DossierFact, SlipForm } from './dossier-facts.js';
import type { DossierState } from './dossier.js';
import { lifecycle, refusalCodes, type Command, type LifecycleRow } from './lifecycle-table.js';
import { phaseOf, type StateIn } from './phase.js';

export type Who =
  | 'applicant'
  | 'receive'
  | 'process'
  | 'sign'
  | 'lead'
  | 'agency'
  | 'carrier'
  | 'payments'
  | 'notifications'
  | 'catalogue'
  | 'time'
  | 'operator';

export interface Allowed {
  /** Where it may stand then; empty: where it stood. */
  readonly to: readonly string[];
  readonly who: readonly Who[];
  /** What may come of it, in this order; some only when more holds. */
  readonly facts: readonly DossierFact['type'][];
  readonly slips: readonly SlipForm[];
}

type From<C extends Command> = Extract<LifecycleRow, { readonly command: C }>['from'][number];

/** The states in which the table allows a command. */
export type StateFor<C extends Command> = StateIn<From<C>>;

export function ruleFor(state: DossierState, command: Command): Allowed | undefined {
  const phase = phaseOf(state);
  return lifecycle.find((row) => row.command === command && row.from.some((from) => from === phase));
}

export function permits<C extends Command>(state: DossierState, command: C): state is StateFor<C> {
  return ruleFor(state, command) !== undefined;
}

/** The state, known to allow the command; throws the table's Refusal otherwise. */
export function permitted<C extends Command>(state: DossierState, command: C): StateFor<C> {
  if (permits(state, command)) return state;
  const code = refusalCodes(phaseOf(state), command);
  throw new Refusal(code, 'This cannot be done to a dossier where it stands.', { status: state.status });
}
