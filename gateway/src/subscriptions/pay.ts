import type { Viewer } from '@motcua/service-kit';
import type { FastifyReply } from 'fastify';
import { EdgeRefusal } from '../edge-refusal.js';
import type { Charge } from '../spending-headers.js';

/** Takes the points of one question; false when the viewer, or the address, has none left in this minute. */
export type Pay = (who: Viewer, from: string, cost: number) => Promise<boolean>;

/** From the same budgets as requests; there is no header to tell what is left. */
export function payingBy(charge: Charge): Pay {
  const nowhere: Pick<FastifyReply, 'header'> = { header: () => nowhere as FastifyReply }; // what is told is dropped
  return async (who, from, cost) => {
    try {
      await charge(nowhere, who, from, cost);
      return true;
    } catch (error) {
      if (error instanceof EdgeRefusal && error.code === 'RATE_LIMITED') return false;
      throw error;
    }
  };
}
