import { setTimeout as pause } from 'node:timers/promises';
import type { TestBench } from '@motcua/service-kit/testing';
import { openApplicant, type Applicant } from './applicant.js';
import { readDefinitions, teach } from './catalogue.js';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** The dossiers service in a process of its own, once it has heard of every procedure, and somebody who files there. */
export async function startTaughtService(
  bench: TestBench,
): Promise<{ readonly service: ServiceUnderTest; readonly applicant: Applicant }> {
  const service = await startServiceUnderTest(bench.env({ CAPTCHA_SECRET: 'development-only-captcha-secret-0001' }));
  bench.lifecycle.defer('the service', () => service.stop());
  await teach(bench, readDefinitions());
  const applicant = openApplicant(bench, service.url);
  await heard(applicant);
  return { service, applicant };
}

async function heard(applicant: Applicant): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const drafts = await Promise.all(readDefinitions().map(({ procedure }) => applicant.startDraft(procedure.code)));
    if (drafts.every(({ errors }) => errors.length === 0)) return;
    await pause(100);
  }
  throw new Error('the catalogue was not heard');
}
