import type { AggregateStore, Stored } from '@motcua/service-kit';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';

const page = 100;
const inParallel = 8;

/**
 * Every shipment whose time has come, once: by their ids, page by page, so that those nothing can be done about hold up no
 * other. `act` never rejects.
 */
export async function eachDue(
  shipments: AggregateStore<Shipment, ShipmentFact>,
  time: 'state.callAt' | 'state.askAt',
  now: Date,
  act: (stored: Stored<Shipment, ShipmentFact>) => Promise<void>,
): Promise<void> {
  for (let last = ''; ;) {
    const filter = { [time]: { $lte: now }, _id: { $gt: last } };
    const found = await shipments.findWhere(filter, { sort: { _id: 1 }, limit: page });
    await inTurn([...found], act);
    last = found.at(-1)?.id ?? last;
    if (found.length < page) return;
  }
}

/** Some at once; whoever is slow keeps one place and not the others. */
async function inTurn<Item>(waiting: Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: inParallel }, work));
}
