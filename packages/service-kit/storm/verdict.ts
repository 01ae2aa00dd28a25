import { sequenceOf } from '@motcua/service-kit';
import type { IncomingMessage } from '@motcua/service-kit/kafka';
import type { Actor } from './rig.js';
import { isSeen } from './marbles.js';
import type { SeedPlan } from './seed-plan.js';

export interface Counts {
  /** Acknowledged and not stored, stored and not told, told and not counted. */
  lost: number;
  /** Effects that happened twice, or that nobody asked for. */
  doubled: number;
  /** Events or effects of one jar that overtook each other. */
  outOfOrder: number;
}

export const noCounts = (): Counts => ({ lost: 0, doubled: 0, outOfOrder: 0 });

/** What was asked and answered under a seed, against what is stored and counted. */
export async function judgeSeed(
  { jars, tallies }: Actor,
  plan: SeedPlan,
  acknowledged: ReadonlySet<string>,
): Promise<Counts> {
  const counts = noCounts();
  const facts = (await jars.findMany(plan.jarIds)).flatMap((jar) => jar?.facts ?? []);
  const asked = new Set(plan.clients.flat().map(({ id }) => id));
  for (const id of asked) {
    const effects = facts.filter(({ causedBy }) => causedBy === `request:${id}`).length;
    if (effects === 0 && acknowledged.has(id)) counts.lost += 1;
    if (effects > 1) counts.doubled += effects - 1;
  }
  counts.doubled += facts.filter(({ causedBy }) => !asked.has(causedBy.slice('request:'.length))).length;
  for (const jarId of plan.jarIds) {
    const [jar, tally] = [await jars.find(jarId), await tallies.find(jarId)];
    const sequences = (tally?.facts ?? []).map(({ sequence }) => sequence);
    judgeSequences(counts, sequences, jar?.facts.filter(isSeen) ?? []);
    // Whatever is left unmarked is told again for ever.
    if (jar !== null && jar.relayed !== jar.version) counts.lost += 1;
    // A write that overwrote another's state shows here although both facts are there.
    if (jar !== null && jar.state.status === 'OPEN') counts.lost += Math.abs(jar.facts.length - jar.state.marbles);
  }
  return counts;
}

function judgeSequences(counts: Counts, sequences: readonly number[], facts: readonly { readonly id: string }[]): void {
  const heard = new Set(sequences);
  const told = new Set(facts.map(({ id }) => sequenceOf(id)));
  counts.doubled += sequences.length - heard.size + [...heard].filter((sequence) => !told.has(sequence)).length;
  counts.lost += [...told].filter((sequence) => !heard.has(sequence)).length;
  counts.outOfOrder += overtaken([...heard]);
}

function overtaken(sequences: readonly number[]): number {
  return sequences.filter((sequence, index) => index > 0 && sequence < (sequences[index - 1] ?? 0)).length;
}

/** The whole topic against what is stored: each fact told, nothing told that is not stored, one id one message, in order. */
export async function judgeTopic(
  { jars }: Actor,
  messages: readonly IncomingMessage[],
): Promise<Counts & { deliveries: number; distinct: number }> {
  const counts = noCounts();
  const first = new Map<string, string>();
  const byJar = new Map<string, number[]>();
  for (const { headers, key, value } of messages) {
    const [id, body] = [headers['ce_id']?.toString() ?? '', value?.toString() ?? ''];
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, body);
      const jarId = key?.toString() ?? '';
      byJar.set(jarId, [...(byJar.get(jarId) ?? []), Number(headers['ce_sequence']?.toString())]);
    } else if (before !== body) counts.doubled += 1;
  }
  for (const [jarId, sequences] of byJar) {
    const facts = (await jars.find(jarId))?.facts ?? [];
    const told = new Set(facts.filter(isSeen).map(({ id }) => sequenceOf(id)));
    counts.outOfOrder += overtaken(sequences);
    counts.doubled += sequences.filter((sequence) => !told.has(sequence)).length;
    counts.lost += Math.max(0, told.size - sequences.length);
  }
  return { ...counts, deliveries: messages.length, distinct: first.size };
}
