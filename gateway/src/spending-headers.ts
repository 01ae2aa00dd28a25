import type { Viewer } from '@motcua/service-kit';
import type { FastifyReply } from 'fastify';
import { EdgeRefusal } from './edge-refusal.js';
import type { Budget, Payer, Spending } from './spending.js';

export interface Budgets {
  readonly viewer: number;
  readonly address: number;
}

/** Rejects with RATE_LIMITED when nothing is left. */
export type Charge = (reply: Pick<FastifyReply, 'header'>, who: Viewer, from: string, cost: number) => Promise<void>;

/**
 * Charges an operation to whoever asks and to the address it comes from, and says what is left
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export function createCharge(spending: Spending, { viewer, address }: Budgets): Charge {
  const forViewers: Budget = { name: 'viewer', points: viewer };
  const forAddresses: Budget = { name: 'address', points: address };
  return async (reply, who, from, cost) => {
    void reply.header('operation-cost', String(cost));
    const place = placeOf(from);
    const payers: readonly Payer[] = [
      { budget: forViewers, who: 'id' in who ? `${who.kind} ${who.id}` : `${who.kind} at ${place}` },
      { budget: forAddresses, who: place },
    ];
    const { allowed, left, secondsLeft } = await spending.spend(payers, cost);
    if (left.length === 0) return;
    void reply.header(
      'ratelimit-policy',
      listed(left, ({ budget }) => `q=${budget.points};w=60`),
    );
    void reply.header(
      'ratelimit',
      listed(left, ({ points }) => `r=${Math.floor(points)};t=${secondsLeft}`),
    );
    if (allowed) return;
    void reply.header('retry-after', String(secondsLeft));
    throw new EdgeRefusal(429, 'RATE_LIMITED');
  };
}

type Left = { readonly budget: Budget; readonly points: number };

function listed(left: readonly Left[], parameters: (left: Left) => string): string {
  return left.map((each) => `"${each.budget.name}";${parameters(each)}`).join(', ');
}

/** One customer of a provider has a whole /64 of IPv6 addresses. */
export function placeOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...gap, ...after].slice(0, 4).join(':')}::/64`;
}
