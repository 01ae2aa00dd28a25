import {
  AgencyAnswerRefused,
  DossierStepCancelled,
  DossierStepRescheduled,
  wireType,
  type CloudEvent,
} from '@motcua/event-contracts';
import type { AgencyBook } from './agency-book.js';

/** Steps that were taken away, by the event that said so. */
export interface TakenAway {
  /** What the feed says beside new steps; what is of no kind known here is passed over. */
  hear(event: CloudEvent): void;
  /** Whether a start of the step came before the end of it. */
  covers(step: { readonly dossierId: string; readonly stepKey: string; readonly startedBy: number }): boolean;
}

const mostRemembered = 10_000;

export function createTakenAway(book: AgencyBook): TakenAway {
  const ends = new Map<string, number>();
  const nameOf = ({ dossierId, stepKey }: { readonly dossierId: string; readonly stepKey: string }): string =>
    `${dossierId} ${stepKey}`;
  return {
    covers: (step) => (ends.get(nameOf(step)) ?? 0) > step.startedBy,
    hear({ type, data, sequence }) {
      if (type === wireType(DossierStepCancelled)) {
        const { dossierId, stepKey, reasonCode } = DossierStepCancelled.schema.parse(data);
        ends.set(nameOf({ dossierId, stepKey }), Number(sequence));
        const [oldest] = ends.keys();
        if (ends.size > mostRemembered && oldest !== undefined) ends.delete(oldest);
        book.note('TAKEN_AWAY', { dossierId, stepKey, detail: reasonCode });
      } else if (type === wireType(DossierStepRescheduled)) {
        const { dossierId, stepKey, dueAt } = DossierStepRescheduled.schema.parse(data);
        book.note('RESCHEDULED', { dossierId, stepKey, detail: dueAt });
      } else if (type === wireType(AgencyAnswerRefused)) {
        const { dossierId, stepKey, reasonCode } = AgencyAnswerRefused.schema.parse(data);
        const about = { ...(dossierId === null ? {} : { dossierId }), ...(stepKey === null ? {} : { stepKey }) };
        book.note('NOT_TAKEN', { ...about, detail: reasonCode });
      }
    },
  };
}
