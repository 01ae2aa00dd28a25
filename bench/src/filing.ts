import { parseArgs } from 'node:util';
import { connectMongo } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import type { Applicant } from './filing/applicant.js';
import { readDefinitions, readSample } from './filing/catalogue.js';
import { measureEvaluations, measureSaves, measureSubmissions, measureUploads } from './filing/measurements.js';
import type { ServiceUnderTest } from './filing/service-under-test.js';
import { storeDossiers } from './filing/stored-dossiers.js';
import { startTaughtService } from './filing/taught-service.js';
import { printFigures, type Figure } from './figures.js';
import { onEngines, say } from './on-engines.js';
import { percentile, rounded } from './percentile.js';

// npm run -s bench:filing [-- --dossiers 100000 --seconds 20]
const { values } = parseArgs({
  options: { dossiers: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '20' } },
});
const stored = Number(values.dossiers);
const pace = { perSecond: 20, seconds: Number(values.seconds) };
/** The largest form of the eight, and the one most citizens fill in. */
const largest = '2.000986';
const withPapers = { procedureCode: '2.002622', paper: 'deathNotice' };

await onEngines('dossiers', async (bench) => {
  const { service, applicant } = await startTaughtService(bench);
  await fill(bench, applicant);
  printFigures(await measure(service, applicant));
});

async function fill({ mongoUrl, lifecycle, log }: TestBench, applicant: Applicant): Promise<void> {
  const filed = await applicant.submit(
    await applicant.filledDraft(readSample(largest)),
    await applicant.solveCaptcha(),
  );
  say(`storing ${stored} dossiers …`);
  await storeDossiers(await connectMongo(mongoUrl, lifecycle, log), [filed], stored);
}

async function measure(service: ServiceUnderTest, applicant: Applicant): Promise<readonly Figure[]> {
  const sample = readSample(largest);
  const definition = readDefinitions().find(({ procedure }) => procedure.code === largest);
  if (definition === undefined) throw new Error(`there is no procedure ${largest}`);
  const evaluations = measureEvaluations(definition, sample);
  say('saving drafts …');
  const saves = await measureSaves(applicant, sample, pace);
  say('submitting …');
  const submissions = await measureSubmissions(applicant, definition, sample, pace);
  say('uploading …');
  const uploads = await measureUploads(service, applicant, withPapers);
  const ms = (what: string, key: string, figures: readonly number[], share: number, most: number | null): Figure => ({
    ...{ what: `${what} p${share * 100}`, key, value: rounded(percentile(figures, share), 3), unit: 'ms', most },
  });
  return [
    { what: 'dossiers stored', key: 'dossiers', value: stored, unit: '', most: null },
    ms(`submitDossier at ${pace.perSecond}/s`, 'submitP50Ms', submissions, 0.5, null),
    ms(`submitDossier at ${pace.perSecond}/s`, 'submitP95Ms', submissions, 0.95, 60),
    ms(`saveAnswers at ${pace.perSecond}/s`, 'saveP50Ms', saves, 0.5, null),
    ms(`saveAnswers at ${pace.perSecond}/s`, 'saveP95Ms', saves, 0.95, 25),
    ms('evaluation of the largest form', 'evaluationP50Ms', evaluations, 0.5, null),
    ms('evaluation of the largest form', 'evaluationP95Ms', evaluations, 0.95, 1),
    { what: 'memory before uploads', key: 'memoryMiB', value: rounded(uploads.beforeMiB), unit: 'MiB', most: null },
    {
      ...{ what: '8 uploads of 10 MB at once add', key: 'uploadsAddMiB', value: rounded(uploads.addedMiB) },
      ...{ unit: 'MiB', most: 100 },
    },
    { what: 'and take', key: 'uploadsSeconds', value: rounded(uploads.seconds), unit: 's', most: null },
  ];
}
