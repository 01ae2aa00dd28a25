import type { Cause } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { addQuote } from '../domain/decisions.js';
import { quotePostage } from '../domain/postage.js';
import type { Parcel } from '../domain/shipment.js';

type Priced = Pick<Parcel, 'officeId' | 'toProvinceCode' | 'weightGrams' | 'requestedAt'>;

/** Prices a shipment by the tariff of the day it was asked for; nothing happens while its office is not known. */
export async function quoteShipment(
  { shipments, offices, prices, clock }: Context,
  shipmentId: string,
  { officeId, toProvinceCode, weightGrams, requestedAt }: Priced,
  cause: Cause,
): Promise<void> {
  const office = await offices.find(officeId);
  if (office === null) return;
  const route = { fromProvinceCode: office.provinceCode, toProvinceCode };
  const quote = quotePostage(prices, route, weightGrams, dayInVietnam(requestedAt));
  await shipments.execute(shipmentId, cause, (shipment) => addQuote(shipment, quote, clock.now()));
}
