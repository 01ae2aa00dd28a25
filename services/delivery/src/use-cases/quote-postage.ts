import { Refusal } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import * as postage from '../domain/postage.js';

export interface Asked {
  readonly officeId: string;
  readonly toProvinceCode: string;
  /** How often each paper was asked for. */
  readonly quantities: readonly number[];
}

/** What a parcel of papers would cost today. Refused: UNKNOWN_OFFICE, UNKNOWN_PROVINCE, NO_TARIFF. */
export async function quotePostage(
  { offices, prices, clock }: Context,
  { officeId, toProvinceCode, quantities }: Asked,
): Promise<postage.Quote> {
  const office = await offices.find(officeId);
  if (office === null) throw new Refusal('UNKNOWN_OFFICE', 'There is no office with this id.');
  const route = { fromProvinceCode: office.provinceCode, toProvinceCode };
  return postage.quotePostage(prices, route, postage.weightOf(prices, quantities), dayInVietnam(clock.now()));
}
