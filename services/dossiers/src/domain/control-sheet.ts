/** Every hand-over of the work on a dossier, in its order: from whom to whom, by when, and how it went (mẫu 06). */
import { dayInVietnam } from '@motcua/vietnam';
import type { DossierFact, FactOf } from './dossier-facts.js';

export interface HandOver {
  /** Null: the reception itself. */
  readonly stepKey: string | null;
  /** Agencies as a dossier names them, never people; `applicant` gives it in. */
  readonly giver: string;
  readonly taker: string;
  readonly givenAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly standing: Standing;
}

export type Standing = 'EARLY' | 'ON_TIME' | 'LATE' | 'UNDER_WAY' | 'RETURNED' | 'CANCELLED';

export interface ControlSheet {
  /** When the last of it happened. */
  readonly asOf: Date;
  readonly handOvers: readonly HandOver[];
}

interface Reading extends ControlSheet {
  /** Who has the work that goes to the next one. */
  readonly holder: string;
}

const moving = [
  ...(['DossierReceived', 'StepStarted', 'StepCompleted', 'StepReturned', 'StepCancelled'] as const),
  ...(['StepRescheduled', 'AlarmRang', 'ResultSigned'] as const),
] satisfies readonly DossierFact['type'][];
const movingTypes: ReadonlySet<string> = new Set(moving);

type Moving = FactOf<(typeof moving)[number]>;

export function controlSheet(facts: readonly DossierFact[], openedAt: Date): ControlSheet {
  const nothing: Reading = { asOf: openedAt, handOvers: [], holder: 'applicant' };
  const { asOf, handOvers } = facts.filter(isMoving).reduce(afterFact, nothing);
  return { asOf, handOvers };
}

function isMoving(fact: DossierFact): fact is Moving {
  return movingTypes.has(fact.type);
}

function afterFact(sheet: Reading, fact: Moving): Reading {
  switch (fact.type) {
    case 'DossierReceived': {
      const { receivedAt: givenAt } = fact;
      const [giver, taker] = ['applicant', 'onestop'];
      const reception = { stepKey: null, giver, taker, givenAt, dueAt: null, endedAt: givenAt } as const;
      return { asOf: givenAt, handOvers: [{ ...reception, standing: 'ON_TIME' }], holder: taker };
    }
    case 'StepStarted':
      return started(sheet, fact);
    case 'StepCompleted':
      return ended(sheet, fact, fact.completedAt, (dueAt) => standingAt(fact.completedAt, dueAt));
    case 'StepReturned':
      return ended(sheet, fact, fact.returnedAt, () => 'RETURNED');
    case 'StepCancelled': {
      const { handOvers } = ended(sheet, fact, fact.cancelledAt, () => 'CANCELLED');
      // A partner whose work is called off gives nothing back.
      return { asOf: fact.cancelledAt, handOvers, holder: fact.partner ? sheet.holder : fact.agency };
    }
    case 'StepRescheduled':
      return changeOpen(sheet, fact.stepKey, () => ({ dueAt: fact.dueAt }));
    case 'AlarmRang':
      if (fact.kind !== 'STEP_OVERDUE') return sheet;
      return { ...changeOpen(sheet, fact.key, () => ({ standing: 'LATE' })), asOf: latest(sheet.asOf, fact.dueAt) };
    case 'ResultSigned':
      return { ...sheet, asOf: fact.signedAt, holder: 'leader' };
  }
}

function started(sheet: Reading, { stepKey, agency: taker, startedAt, dueAt }: FactOf<'StepStarted'>): Reading {
  const before = sheet.handOvers.findLast((each) => each.stepKey === stepKey);
  // What its agency sent back, the office gives out again.
  const giver = before?.standing === 'RETURNED' ? 'onestop' : sheet.holder;
  const given = { stepKey, giver, taker, givenAt: startedAt, dueAt, endedAt: null, standing: 'UNDER_WAY' } as const;
  return { ...sheet, asOf: startedAt, handOvers: [...sheet.handOvers, given] };
}

function ended(
  sheet: Reading,
  { stepKey, agency }: { readonly stepKey: string; readonly agency: string },
  endedAt: Date,
  standing: (dueAt: Date | null) => Standing,
): Reading {
  const changed = changeOpen(sheet, stepKey, ({ dueAt }) => ({ endedAt, standing: standing(dueAt) }));
  return { ...changed, asOf: endedAt, holder: agency };
}

function changeOpen(sheet: Reading, stepKey: string, change: (open: HandOver) => Partial<HandOver>): Reading {
  const handOvers = sheet.handOvers.map((each) =>
    each.stepKey === stepKey && each.endedAt === null ? { ...each, ...change(each) } : each,
  );
  return { ...sheet, handOvers };
}

/** Early: on a day before the one it was due on. */
function standingAt(endedAt: Date, dueAt: Date | null): Standing {
  if (dueAt === null) return 'ON_TIME';
  if (endedAt > dueAt) return 'LATE';
  return dayInVietnam(endedAt) < dayInVietnam(dueAt) ? 'EARLY' : 'ON_TIME';
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}
