/** The facts of steps that end and begin, and what stands in the way. */
import { Refusal } from '@motcua/service-kit/pure';
import { addWorkingDays, countWorkingDays, dayInVietnam, dayNumber, type WorkingCalendar } from '@motcua/vietnam';
import type { DossierFact, FactOf } from './dossier-facts.js';
import type { ClockedDossier, FiledDossier } from './dossier.js';
import { findStep, openable, stepDueAt, withCompleted, type Step } from './step.js';

/** When it happens, and the calendar that tells working time. */
export interface Moment {
  readonly at: Date;
  readonly calendar: WorkingCalendar;
}

export function completeAndGoOn(
  { steps, dueAt }: Pick<ClockedDossier, 'steps' | 'dueAt'>,
  step: Step,
  by: string,
  moment: Moment,
  resultReference?: string,
): readonly DossierFact[] {
  const next = openable(withCompleted(steps, [step.key], moment.at, by));
  return [completed(step, moment.at, by, resultReference), ...started(next, moment, dueAt)];
}

export function released(
  { steps, dueAt }: Pick<ClockedDossier, 'steps' | 'dueAt'>,
  moment: Moment,
): readonly DossierFact[] {
  const last = steps.filter(({ place, state }) => place === 'HAND_OVER' && state === 'WAITING');
  return [{ type: 'ResultReleased', releasedAt: moment.at }, ...started(last, moment, dueAt)];
}

export function started(
  steps: readonly Step[],
  { at, calendar }: Moment,
  promisedAt: Date,
): readonly FactOf<'StepStarted'>[] {
  return steps.map((step) => ({
    type: 'StepStarted',
    stepKey: step.key,
    agency: step.agency,
    startedAt: at,
    dueAt: stepDueAt(step, at, promisedAt, calendar),
    partner: step.worker.kind === 'PARTNER',
  }));
}

export function completed(
  step: Step,
  completedAt: Date,
  completedBy: string,
  resultReference?: string,
): FactOf<'StepCompleted'> {
  return {
    type: 'StepCompleted',
    stepKey: step.key,
    agency: step.agency,
    completedAt,
    completedBy,
    ...(resultReference === undefined ? {} : { resultReference }),
  };
}

/** Work under way, or sent back. */
export function openSteps({ steps }: Pick<FiledDossier, 'steps'>): readonly Step[] {
  return steps.filter(({ state }) => state === 'OPEN' || state === 'RETURNED');
}

export function cancelledSteps(
  steps: readonly Step[],
  cancelledAt: Date,
  reasonCode: string,
): readonly FactOf<'StepCancelled'>[] {
  return steps.map((step) => ({ type: 'StepCancelled', ...ofStep(step), cancelledAt, reasonCode }));
}

/** Open steps lose no time while the dossier waited: later by as many working days, or with the dossier’s own date. */
export function rescheduledSteps(
  dossier: Pick<ClockedDossier, 'steps'>,
  wait: { readonly from: Date; readonly promisedAt: Date },
  { at, calendar }: Moment,
): readonly FactOf<'StepRescheduled'>[] {
  const days = countWorkingDays(dayInVietnam(wait.from), dayInVietnam(at), calendar);
  return dossier.steps.flatMap((step) => {
    if (step.state !== 'OPEN') return [];
    const later = step.workingDays === null ? wait.promisedAt : laterBy(days, step.dueAt, calendar);
    return moved(step, step.dueAt, later);
  });
}

/** Steps without a limit of their own have the dossier’s. */
export function movedWithDossier(
  { steps }: Pick<ClockedDossier, 'steps'>,
  dueAt: Date,
): readonly FactOf<'StepRescheduled'>[] {
  return steps.flatMap((step) =>
    step.state === 'OPEN' && step.workingDays === null ? moved(step, step.dueAt, dueAt) : [],
  );
}

function moved(step: Step, previousDueAt: Date, dueAt: Date): readonly FactOf<'StepRescheduled'>[] {
  if (previousDueAt.getTime() === dueAt.getTime()) return [];
  return [{ type: 'StepRescheduled', ...ofStep(step), previousDueAt, dueAt }];
}

function laterBy(days: number, dueAt: Date, calendar: WorkingCalendar): Date {
  const day = dayInVietnam(dueAt);
  const passed = dayNumber(addWorkingDays(day, days, calendar)) - dayNumber(day);
  return new Date(dueAt.getTime() + passed * 86_400_000);
}

function ofStep({ key, agency, worker }: Step) {
  return { stepKey: key, agency, partner: worker.kind === 'PARTNER' } as const;
}

export function knownStep(dossier: Pick<ClockedDossier, 'steps'>, stepKey: string): Step {
  const step = findStep(dossier.steps, stepKey);
  if (step === undefined) throw new Refusal('UNKNOWN_STEP', 'This dossier has no such step.', { stepKey });
  return step;
}

export function openStep(step: Step): Step {
  if (step.state !== 'OPEN')
    throw new Refusal('STEP_NOT_OPEN', 'This step is not open.', { stepKey: step.key, state: step.state });
  return step;
}

export function ofAnotherAgency(step: Step): Refusal {
  return new Refusal('STEP_OF_ANOTHER_AGENCY', 'This step is done by somebody else.', {
    stepKey: step.key,
    agency: step.agency,
  });
}
