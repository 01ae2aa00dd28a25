import type { FiledDossier } from './filed-dossiers.js';
import type { Arrivals } from './sinks.js';

export interface Verdict {
  /** Messages that arrived, however often. */
  readonly sent: number;
  /** A letter that never arrived, or a text that the service takes for sent, or still waits to send, and nobody got. */
  readonly lost: number;
  /** A text that arrived more than once, or a message that nobody asked for. */
  readonly doubled: number;
  /** Texts of which the service says that it does not know. */
  readonly unknown: number;
  /** Of these, how many arrived. */
  readonly unknownArrived: number;
  /** Texts that the network said did not arrive. */
  readonly failed: number;
  /** More letters than were to be written. */
  readonly letterCopies: number;
}

/** Every message, held against what really arrived. */
export function judge(
  dossiers: readonly FiledDossier[],
  statuses: ReadonlyMap<string, string>,
  arrivals: Arrivals,
): Verdict {
  const texts = countOf(arrivals.texts.map(({ to }) => to));
  const letters = countOf(arrivals.letters.map(({ messageId = '' }) => /^<([^@]+)@/.exec(messageId)?.[1] ?? ''));
  const judged = dossiers.map(({ phone, textId, letterId }) => ({
    status: statuses.get(textId) ?? 'ABSENT',
    texts: texts.get(phone) ?? 0,
    letters: letters.get(letterId) ?? 0,
  }));
  const count = (holds: (one: (typeof judged)[number]) => boolean) => judged.filter(holds).length;
  const isNamed = (status: string) => status === 'UNKNOWN' || status === 'FAILED';
  const arrivedLetters = count((one) => one.letters > 0);
  const known = new Set(dossiers.map(({ phone }) => phone));
  return {
    sent: arrivedLetters + count((one) => one.texts > 0),
    lost: count((one) => one.letters === 0) + count((one) => one.texts === 0 && !isNamed(one.status)),
    doubled: count((one) => one.texts > 1) + arrivals.texts.filter(({ to }) => !known.has(to)).length,
    unknown: count(({ status }) => status === 'UNKNOWN'),
    unknownArrived: count((one) => one.status === 'UNKNOWN' && one.texts > 0),
    failed: count(({ status }) => status === 'FAILED'),
    letterCopies: arrivals.letters.length - arrivedLetters,
  };
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
