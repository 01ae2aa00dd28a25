import { dayInVietnam } from '@motcua/vietnam';
import type { Context, Office } from '../context.js';
import { transfer } from '../domain/heard-decisions.js';

const atOnce = 50;
const longestChain = 10;

/** What a closed office had goes over to the one that took over, drafts and dossiers of every age; again until all has. */
export async function followOffices(context: Context, now: Date): Promise<void> {
  for (const office of await context.catalogue.listSucceeded(dayInVietnam(now))) {
    const successor = await lastSuccessor(context, office, dayInVietnam(now));
    if (successor !== null) await moveAll(context, office.id, successor, now);
  }
}

/** The end of the chain of offices that took over; null where one of them is not known yet. */
async function lastSuccessor({ catalogue }: Context, closed: Office, day: string): Promise<string | null> {
  let office: Office | null = closed;
  for (let step = 0; step < longestChain && office !== null; step += 1) {
    const isOpen: boolean = office.validUntil === null || office.validUntil >= day;
    if (isOpen || office.successorOfficeId === null) return office.id === closed.id ? null : office.id;
    office = await catalogue.findOffice(office.successorOfficeId);
  }
  return null;
}

async function moveAll({ dossiers, drafts }: Context, from: string, to: string, now: Date): Promise<void> {
  await drafts.moveToOffice(from, to);
  for (;;) {
    const left = await dossiers.listLeftAt(from, atOnce);
    for (const { id } of left) {
      const cause = { id: `transfer:${id}:${from}:${to}`, actor: { kind: 'system', id: 'offices' }, at: now } as const;
      await dossiers.execute(id, cause, transfer(to, now));
    }
    if (left.length < atOnce) return;
  }
}
