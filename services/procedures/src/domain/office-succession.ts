/** Offices close when wards merge: who answers for their dossiers then, however often that happened since. */
import { addDays } from '@motcua/vietnam';
import type { Office } from './office.js';

export function isOpen({ validFrom, validUntil }: Office, day: string): boolean {
  return validFrom <= day && !isClosed({ validUntil }, day);
}

/** The office that answers for one on a day: itself while it is not closed; null when nobody is known to. */
export function officeAnsweringFor(office: Office, offices: readonly Office[], day: string): Office | null {
  const last = [office, ...successionOf(office, offices, day)].at(-1) ?? office;
  return isClosed(last, day) ? null : last;
}

/** Closed offices whose dossiers came to this one, directly or by way of others; the one closed last first. */
export function predecessorsOf(office: Office, offices: readonly Office[], day: string): readonly Office[] {
  return offices
    .filter((other) => successionOf(other, offices, day).some(({ id }) => id === office.id))
    .sort((a, b) => (b.validUntil ?? '').localeCompare(a.validUntil ?? '') || a.id.localeCompare(b.id));
}

export interface SuccessionProblem {
  /** Position of the office in the list. */
  readonly at: number;
  readonly key: 'validUntil' | 'successor';
  readonly message: string;
}

/** Everything that would leave the dossiers of a closed office with nobody, by place. */
export function checkSuccession(offices: readonly Office[]): readonly SuccessionProblem[] {
  return offices.flatMap((office, at) => {
    const { id, validFrom, validUntil, successorOfficeId } = office;
    const problem = (key: SuccessionProblem['key'], message: string) => [{ at, key, message }];
    if (validUntil === undefined) {
      return successorOfficeId === undefined ? [] : problem('validUntil', 'only a closed office has a successor');
    }
    if (validUntil < validFrom) return problem('validUntil', `before the office opened on ${validFrom}`);
    if (successorOfficeId === undefined) return problem('successor', 'a closed office needs one that took over');
    const successor = offices.find((other) => other.id === successorOfficeId);
    if (successor === undefined) return problem('successor', `no such office: ${successorOfficeId}`);
    if (leadsTo(successor, id, offices)) return problem('successor', `${successorOfficeId} leads back to ${id}`);
    return isOpenAfter(successor, validUntil)
      ? []
      : problem('successor', `${successorOfficeId} is not open on the day after ${validUntil}`);
  });
}

/** Those that followed, each closed on that day but perhaps the last. Never runs in a circle, whatever was stored. */
function successionOf(office: Office, offices: readonly Office[], day: string): readonly Office[] {
  const followed: Office[] = [];
  for (let current = office; isClosed(current, day);) {
    const next = offices.find(({ id }) => id === current.successorOfficeId);
    if (next === undefined || next.id === office.id || followed.includes(next)) break;
    followed.push(next);
    current = next;
  }
  return followed;
}

function isClosed({ validUntil }: { readonly validUntil?: string | undefined }, day: string): boolean {
  return validUntil !== undefined && validUntil < day;
}

/** Whether an office, or those after it, come to that id. */
function leadsTo(office: Office, id: string, offices: readonly Office[]): boolean {
  const seen = new Set<string>();
  for (let current: Office | undefined = office; current !== undefined && !seen.has(current.id);) {
    if (current.id === id) return true;
    seen.add(current.id);
    const { successorOfficeId }: Office = current;
    current = offices.find((other) => other.id === successorOfficeId);
  }
  return false;
}

function isOpenAfter({ validFrom, validUntil }: Office, day: string): boolean {
  return validFrom <= addDays(day, 1) && (validUntil === undefined || validUntil > day);
}
