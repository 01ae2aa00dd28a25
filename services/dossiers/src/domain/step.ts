/** The steps a dossier goes through, in which order, and who works on each. */
import type { StepToDo } from '@motcua/procedure-definition';
import type { WorkingCalendar } from '@motcua/vietnam';
import { promisedFrom } from './promised-date.js';
import { workerOf, type Worker } from './worker.js';

export interface LocalizedText {
  readonly vi: string;
  readonly en: string;
}

export interface PlannedStep {
  readonly key: string;
  /** Who works on it; a partner under the name it subscribes by. */
  readonly agency: string;
  readonly worker: Worker;
  /** Reception begins the work and hand-over ends it; a signature needs only what lies between. */
  readonly place: 'RECEPTION' | 'WORK' | 'HAND_OVER';
  readonly action: LocalizedText;
  readonly dependsOn: readonly string[];
  /** Null: no limit of its own, the dossier's counts. */
  readonly workingDays: number | null;
  readonly sameDay: boolean;
  /** `hh:mm`, or null */
  readonly cutoff: string | null;
}

export type Step = PlannedStep &
  (
    | { readonly state: 'WAITING' }
    | { readonly state: 'OPEN'; readonly startedAt: Date; readonly dueAt: Date; readonly acceptedAt: Date | null }
    | {
        readonly state: 'COMPLETED';
        readonly startedAt: Date;
        readonly dueAt: Date;
        readonly completedAt: Date;
        readonly completedBy: string;
      }
    /** Its agency does not do it as it stands; the office decides what now. */
    | {
        readonly state: 'RETURNED';
        readonly startedAt: Date;
        readonly dueAt: Date;
        readonly returnedAt: Date;
        readonly reasonCode: string;
      }
  );

/** The steps of one application. An optional step is not part of the plan until an officer opens it. */
export function planSteps(toDo: readonly StepToDo[]): readonly PlannedStep[] {
  const planned = toDo.filter(({ optional }) => !optional).toSorted((one, other) => one.order - other.order);
  const keys = new Set(planned.map(({ key }) => key));
  const handOver = planned.findLast(({ produces }) => produces.includes('delivered'))?.key;
  return planned.map((step, index) => ({
    key: step.key,
    ...workerOf(step.agency),
    place: index === 0 ? 'RECEPTION' : step.key === handOver ? 'HAND_OVER' : 'WORK',
    action: { vi: step.actionVi, en: step.actionEn },
    dependsOn: step.dependsOn.filter((key) => keys.has(key)),
    workingDays: step.workingDays,
    sameDay: step.sameDay,
    cutoff: step.cutoff,
  }));
}

/** Work that may begin: it waits, and all it depends on is done. The applicant's own steps hold nothing back. */
export function openable(steps: readonly Step[]): readonly Step[] {
  const done = new Set(steps.filter(isNoHindrance).map(({ key }) => key));
  return steps.filter(
    (step) => step.state === 'WAITING' && step.place === 'WORK' && step.dependsOn.every((key) => done.has(key)),
  );
}

/** When a step begun then is due, by the desk's closing time; `promisedAt` where it has no limit of its own. */
export function stepDueAt(step: PlannedStep, startedAt: Date, promisedAt: Date, calendar: WorkingCalendar): Date {
  if (step.workingDays === null) return promisedAt;
  return promisedFrom(startedAt, { ...step, workingDays: step.workingDays }, calendar);
}

/** Directly or over others. */
export function dependsOn(steps: readonly Step[], step: PlannedStep, on: PlannedStep): boolean {
  return step.dependsOn.some((key) => {
    const before = key === on.key ? on : findStep(steps, key);
    return before !== undefined && (before.key === on.key || dependsOn(steps, before, on));
  });
}

export function findStep(steps: readonly Step[], key: string): Step | undefined {
  return steps.find((step) => step.key === key);
}

/** The steps as they stand once these are done, for deciding what opens next within one decision. */
export function withCompleted(steps: readonly Step[], keys: readonly string[], at: Date, by: string): readonly Step[] {
  return steps.map((step) => (keys.includes(step.key) ? complete(step, at, by) : step));
}

export function complete(step: Step, completedAt: Date, completedBy: string): Step {
  const { startedAt, dueAt } = step.state === 'WAITING' ? { startedAt: completedAt, dueAt: completedAt } : step;
  return { ...planOf(step), state: 'COMPLETED', startedAt, dueAt, completedAt, completedBy };
}

export function open(step: Step, startedAt: Date, dueAt: Date): Step {
  return { ...planOf(step), state: 'OPEN', startedAt, dueAt, acceptedAt: null };
}

export function returned(step: Step, returnedAt: Date, reasonCode: string): Step {
  const { startedAt, dueAt } = step.state === 'WAITING' ? { startedAt: returnedAt, dueAt: returnedAt } : step;
  return { ...planOf(step), state: 'RETURNED', startedAt, dueAt, returnedAt, reasonCode };
}

export function waiting(step: Step): Step {
  return { ...planOf(step), state: 'WAITING' };
}

function planOf({ key, agency, worker, place, action, dependsOn, workingDays, sameDay, cutoff }: Step): PlannedStep {
  return { key, agency, worker, place, action, dependsOn, workingDays, sameDay, cutoff };
}

function isNoHindrance(step: Step): boolean {
  return step.state === 'COMPLETED' || step.worker.kind === 'APPLICANT';
}
