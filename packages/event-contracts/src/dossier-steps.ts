import { z } from 'zod';
import { contract } from './contract.js';
import { dossierFields as about, dossierTopic as topic, sampleDossier as sample } from './dossiers.js';
import { Id, Instant } from './values.js';

const step = { stepKey: Id, agency: Id };

export const DossierStepStarted = contract({
  name: 'dossier.step-started',
  topic,
  schema: z.object({ ...about, ...step, startedAt: Instant, dueAt: Instant }),
  sample: {
    ...sample,
    stepKey: 'registerResidence',
    agency: 'residence-police',
    startedAt: '2026-11-23T04:00:00.000Z',
    dueAt: '2026-11-27T10:00:00.000Z',
  },
});

export const DossierStepCompleted = contract({
  name: 'dossier.step-completed',
  topic,
  schema: z.object({ ...about, ...step, completedAt: Instant }),
  sample: {
    ...sample,
    stepKey: 'registerResidence',
    agency: 'residence-police',
    completedAt: '2026-11-26T04:00:00.000Z',
  },
});

export const DossierStepReturned = contract({
  name: 'dossier.step-returned',
  topic,
  schema: z.object({ ...about, ...step, returnedAt: Instant, reasonCode: Id }),
  sample: {
    ...sample,
    stepKey: 'registerResidence',
    agency: 'residence-police',
    returnedAt: '2026-11-26T04:00:00.000Z',
    reasonCode: 'MISSING_CONSENT',
  },
});

/** Work that was begun is not wanted any more: the dossier ended, or went back to an earlier step. */
export const DossierStepCancelled = contract({
  name: 'dossier.step-cancelled',
  topic,
  schema: z.object({ ...about, ...step, cancelledAt: Instant, reasonCode: Id }),
  sample: {
    ...sample,
    stepKey: 'registerResidence',
    agency: 'residence-police',
    cancelledAt: '2026-11-26T04:00:00.000Z',
    reasonCode: 'DOSSIER_WITHDRAWN',
  },
});

/** A step under way has another date, because the dossier waited for its applicant or got a new date. */
export const DossierStepRescheduled = contract({
  name: 'dossier.step-rescheduled',
  topic,
  schema: z.object({ ...about, ...step, previousDueAt: Instant, dueAt: Instant }),
  sample: {
    ...sample,
    stepKey: 'registerResidence',
    agency: 'residence-police',
    previousDueAt: '2026-11-27T10:00:00.000Z',
    dueAt: '2026-12-01T10:00:00.000Z',
  },
});
