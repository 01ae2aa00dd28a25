import type { Context } from '../context.js';
import { limits, networkOf, tooManyRequests, type LimitName } from '../domain/limits.js';

type Limited = Pick<Context, 'limits' | 'clock'>;

/** Counts one more try; refused with TOO_MANY_REQUESTS beyond the limit. */
export async function stayWithin(context: Limited, name: LimitName, key: string): Promise<void> {
  const at = context.clock.now();
  const { allowed, retryAt } = await context.limits.take(name, key, limits[name], at);
  if (!allowed) throw tooManyRequests(retryAt, at);
}

type AddressLimit = Extract<LimitName, `${string}/address`>;

export function stayWithinAddress(context: Limited, name: AddressLimit, address: string | null): Promise<void> {
  return stayWithin(context, name, networkOf(address));
}
