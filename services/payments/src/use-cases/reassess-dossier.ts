import type { DataOf, DossierSupplemented } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { paymentIdOf } from '../domain/payment-id.js';
import { reassessFees } from '../domain/reassess.js';
import { toItems } from './assess-dossier.js';

/** What was added to the dossier may change its fees; an event without fees leaves them as they are. */
export async function reassessDossier(
  { payments }: Context,
  event: Received<DataOf<typeof DossierSupplemented>>,
): Promise<void> {
  const { dossierId, fees, feeTotalVnd } = event.data;
  if (fees === undefined) return;
  const items = toItems(fees);
  const total = feeTotalVnd ?? items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
  await payments.execute(paymentIdOf(dossierId), causeOf(event), (payment) =>
    reassessFees(payment, { items, feeTotalVnd: total }, event.time),
  );
}
