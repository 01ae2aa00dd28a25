import { evaluate, type ProcedureDefinition } from '@motcua/procedure-definition';
import { openLoop } from '../open-loop.js';
import type { Applicant } from './applicant.js';
import { ofOthers, type Sample } from './catalogue.js';
import { largePhoto, largeScan } from './large-files.js';
import type { ServiceUnderTest } from './service-under-test.js';

const ahead = 4;

/** Milliseconds of each `submitDossier`, drafts filled in and captchas solved beforehand. */
export async function measureSubmissions(
  applicant: Applicant,
  definition: ProcedureDefinition,
  sample: Sample,
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  const count = pace.perSecond * pace.seconds;
  const drafts = await prepared(count, (n) => applicant.filledDraft(ofOthers(definition, sample, n)));
  const captchas = await prepared(count, () => applicant.solveCaptcha());
  return openLoop({
    ...{ perSecond: pace.perSecond, count },
    act: async (n) => {
      await applicant.submit(drafts[n] ?? '', captchas[n] ?? '');
    },
  });
}

/** Milliseconds of each `saveAnswers` of three fields of a form that is filled in. */
export async function measureSaves(
  applicant: Applicant,
  sample: Sample,
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  const drafts = await prepared(50, () => applicant.filledDraft(sample));
  const fields = Object.entries(sample.answers);
  return openLoop({
    ...{ perSecond: pace.perSecond, count: pace.perSecond * pace.seconds },
    act: (n) => {
      const at = (n * 3) % (fields.length - 3);
      return applicant.saveAnswers(drafts[n % drafts.length] ?? '', Object.fromEntries(fields.slice(at, at + 3)));
    },
  });
}

/** Milliseconds of each evaluation of the form by the engine alone. */
export function measureEvaluations(definition: ProcedureDefinition, { answers }: Sample): readonly number[] {
  const evaluated = (): number => {
    const startedAt = performance.now();
    evaluate(definition, answers, { today: '2026-11-23' });
    return performance.now() - startedAt;
  };
  for (let warm = 0; warm < 500; warm += 1) evaluated();
  return Array.from({ length: 5_000 }, evaluated);
}

/** MiB that eight uploads of 10 MB at once add to what the service held before them, at the highest. */
export async function measureUploads(
  service: ServiceUnderTest,
  applicant: Applicant,
  about: { readonly procedureCode: string; readonly paper: string },
): Promise<{ readonly addedMiB: number; readonly beforeMiB: number; readonly seconds: number }> {
  const draft = async (): Promise<string> =>
    (await applicant.startDraft(about.procedureCode)).textAt('startDraft.draft.id');
  const photo = { type: 'image/jpeg', bytes: await largePhoto() };
  const scan = { type: 'application/pdf', bytes: largeScan() };
  // Whatever is loaded at the first file is not charged to the eight.
  for (const file of [photo, scan]) await applicant.upload(await draft(), about.paper, file);
  const drafts = await prepared(8, draft);
  const beforeMiB = service.residentMiB();
  let highestMiB = beforeMiB;
  const watch = setInterval(() => {
    highestMiB = Math.max(highestMiB, service.residentMiB());
  }, 20);
  const startedAt = performance.now();
  await Promise.all(drafts.map((id, n) => applicant.upload(id, about.paper, n % 2 === 0 ? photo : scan)));
  clearInterval(watch);
  return { addedMiB: highestMiB - beforeMiB, beforeMiB, seconds: (performance.now() - startedAt) / 1000 };
}

/** `count` things made beforehand, a few at a time. */
async function prepared(count: number, make: (n: number) => Promise<string>): Promise<readonly string[]> {
  const made: string[] = [];
  while (made.length < count) {
    const few = Array.from({ length: Math.min(ahead, count - made.length) }, (_, n) => make(made.length + n));
    made.push(...(await Promise.all(few)));
  }
  return made;
}
