import type { DataOf, OfficeChanged } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { demandProvince } from '../domain/postage.js';
import { quoteShipment } from './quote-shipment.js';

const mostAtOnce = 100;

/** Where an office is became known or changed; shipments that waited for it are priced. */
export async function rememberOffice(context: Context, event: Received<DataOf<typeof OfficeChanged>>): Promise<void> {
  const { officeId, name, phone, address, provinceCode } = event.data;
  demandProvince(context.prices, provinceCode);
  await context.offices.keep({ officeId, name: name.vi, phone, address, provinceCode }, event.sequence);
  const waiting = { 'state.officeId': officeId, 'state.status': 'AWAITING_QUOTE' };
  for (;;) {
    const found = await context.shipments.findWhere(waiting, { limit: mostAtOnce });
    for (const { id, state } of found) {
      if (state.status === 'AWAITING_QUOTE') await quoteShipment(context, id, state, causeOf(event));
    }
    if (found.length < mostAtOnce) return;
  }
}
