import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import type { Recorded } from '@motcua/service-kit';
import { correspondenceAggregate, type CorrespondenceFact } from '../src/domain/correspondence.js';
import { published } from '../src/events/published.js';
import {
  aPerson,
  messageIdOf,
  openNotificationsBench,
  owe,
  saying,
  submit,
  type NotificationsBench,
} from './notifications-bench.js';

let bench: NotificationsBench;
beforeAll(async () => {
  bench = await openNotificationsBench();
}, 60_000);
afterAll(() => bench.close());

interface Row {
  readonly _id: string;
  readonly version: number;
  readonly relayed: number;
  readonly unrelayedSince?: Date;
  readonly facts: readonly Recorded<CorrespondenceFact>[];
}

it('tells others of each fact that is an event for them, of no other, and leaves nothing waiting', async () => {
  const [reached, landline] = [await submit(bench, aPerson()), await submit(bench, aPerson({ phone: '02433824507' }))];
  await owe(bench, reached);
  for (const notice of ['dossier-submitted', 'payment-due']) {
    for (const channel of ['SMS', 'EMAIL'] as const) {
      await bench.waitFor('notification.v1', saying('message.sent', messageIdOf(reached, notice, channel)));
    }
  }
  await bench.waitFor('notification.v1', saying('message.failed', messageIdOf(landline, 'dossier-submitted', 'SMS')));
  await bench.waitFor('notification.v1', saying('message.sent', messageIdOf(landline, 'dossier-submitted', 'EMAIL')));
  const rows = await quietRows();
  const events = rows.flatMap(eventIdsOf);
  const heard = bench.seen('notification.v1').map(({ id }) => id);
  expect([...new Set(heard)].toSorted()).toEqual(events.toSorted());
  expect(rows.flatMap(({ facts }) => facts).length).toBeGreaterThan(events.length);
}, 30_000);

/** The mark is not an event: polled, until every aggregate has it. */
async function quietRows(): Promise<readonly Row[]> {
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const rows = databaseOf(mongo).collection<Row>('correspondences');
  const deadline = Date.now() + 15_000;
  for (;;) {
    const all = await rows.find({}).toArray();
    const isQuiet = all.every((row) => row.relayed === row.version && row.unrelayedSince === undefined);
    if (isQuiet) return all;
    if (Date.now() > deadline) throw new Error('something still waits to be told');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function eventIdsOf({ _id: id, facts }: Row): readonly string[] {
  let state = correspondenceAggregate.initial;
  return facts.flatMap((fact, index) => {
    state = correspondenceAggregate.evolve(state, fact);
    const stored = { id, version: index + 1, state, facts: facts.slice(0, index + 1) };
    return published(fact, stored).map(() => fact.id);
  });
}
