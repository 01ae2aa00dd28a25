import { Refusal, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { isOfOffice } from '../domain/access.js';
import { isOwed } from '../domain/payment.js';
import { reconcile, type Books, type Reconciliation } from '../domain/reconcile.js';
import { boundsOf, dayAfter, type StatementLine } from '../domain/statement.js';

const pageSize = 200;

/** Null for whoever is no officer of that office. Refused: STATEMENT_NOT_AVAILABLE while the bank does not give it. */
export async function reconcileDay(
  context: Context,
  viewer: Viewer,
  { day, officeId }: { readonly day: string; readonly officeId: string },
): Promise<Reconciliation | null> {
  if (!isOfOffice(readerOf(viewer), officeId)) return null;
  const [before, lines, after] = await Promise.all(
    [dayAfter(day, -1), day, dayAfter(day, 1)].map((asked) => context.bank.statement(asked)),
  );
  if (lines === null || lines === undefined) {
    throw new Refusal('STATEMENT_NOT_AVAILABLE', 'The bank gives no statement of that day now.', { day });
  }
  const [ours, others] = await findBooks(context, officeId, day, lines);
  const ofOthers = new Set(others);
  const relevant = lines.filter(({ reference }) => !ofOthers.has(reference));
  return reconcile({ day, lines: relevant, around: [...(before ?? []), ...(after ?? [])] }, ours);
}

/** This office's payments with something of that day, on the statement or in the books; and references of other offices. */
async function findBooks(context: Context, officeId: string, day: string, lines: readonly StatementLine[]) {
  const named = await findNamed(context, [...new Set(lines.map(({ reference }) => reference))]);
  const all = new Map<string, Books>();
  for (const book of [...named, ...(await findMoved(context, officeId, day))]) all.set(book.id, book);
  const ours = [...all.values()].filter(({ payment }) => payment.officeId === officeId);
  const others = [...all.values()]
    .filter(({ payment }) => payment.officeId !== officeId)
    .flatMap(({ payment }) => payment.attempts.map(({ attemptId }) => attemptId));
  return [ours, others] as const;
}

async function findNamed({ payments }: Context, references: readonly string[]): Promise<readonly Books[]> {
  const found: Books[] = [];
  for (let from = 0; from < references.length; from += pageSize) {
    const some = references.slice(from, from + pageSize);
    const page = await payments.findWhere({ 'state.attempts.attemptId': { $in: some } }, { limit: pageSize });
    found.push(...page.flatMap(({ id, state }) => (isOwed(state) ? [{ id, payment: state }] : [])));
  }
  return found;
}

async function findMoved({ payments }: Context, officeId: string, day: string): Promise<readonly Books[]> {
  const { from, until } = boundsOf(day);
  const within = { $gte: from, $lt: until };
  const found: Books[] = [];
  for (const moved of [
    { 'state.takings': { $elemMatch: { receivedAt: within } } },
    { 'state.refunds': { $elemMatch: { paidAt: within } } },
  ]) {
    for (let last = ''; ;) {
      const filter = { 'state.officeId': officeId, ...moved, _id: { $gt: last } };
      const page = await payments.findWhere(filter, { sort: { _id: 1 }, limit: pageSize });
      found.push(...page.flatMap(({ id, state }) => (isOwed(state) ? [{ id, payment: state }] : [])));
      if (page.length < pageSize) break;
      last = page.at(-1)?.id ?? last;
    }
  }
  return found;
}
