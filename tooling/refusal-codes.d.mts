export interface ListedRefusal {
  readonly owner: string;
  readonly code: string;
  readonly status: readonly number[];
  readonly vi: string;
  readonly en: string;
  readonly nextStep: { readonly vi: string; readonly en: string };
}
export const owners: readonly string[];
export function readRefusals(root: string): readonly ListedRefusal[];
export function problemsOf(refusals: readonly ListedRefusal[]): readonly string[];
