import { parseArgs } from 'node:util';
import { connectMongo } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import { measureDueDates } from './desk/due-dates.js';
import { measureQueues, measureReceptions, measureSummaries, usualQueues } from './desk/measurements.js';
import { openOfficer, type BenchOfficer } from './desk/officer.js';
import type { Applicant } from './filing/applicant.js';
import { ofOthers, readDefinitions, readSample } from './filing/catalogue.js';
import { storeDossiers } from './filing/stored-dossiers.js';
import { startTaughtService } from './filing/taught-service.js';
import { printFigures, type Figure } from './figures.js';
import { onEngines, say } from './on-engines.js';
import { percentile, rounded } from './percentile.js';

// npm run -s bench:desk [-- --dossiers 100000 --seconds 20]
const { values } = parseArgs({
  options: { dossiers: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '20' } },
});
const stored = Number(values.dossiers);
const pace = { perSecond: 20, seconds: Number(values.seconds) };
/** Five desks at work at once receive one dossier a second each. */
const receptionsPerSecond = 5;
const procedureCode = '2.000986';
const dayMs = 86_400_000;

await onEngines('dossiers', async (bench) => {
  const { service, applicant } = await startTaughtService(bench);
  const officer = openOfficer(bench, service.url);
  printFigures(await measure(officer, await fill(bench, applicant, officer)));
});

/** The open dossiers that wait to be received; the others are at work. */
async function fill(
  { mongoUrl, lifecycle, log }: TestBench,
  applicant: Applicant,
  officer: BenchOfficer,
): Promise<readonly string[]> {
  const submitted = await file(applicant, 1);
  const received = await file(applicant, 2);
  await officer.receive(received);
  say(`storing ${stored} dossiers …`);
  const connection = await connectMongo(mongoUrl, lifecycle, log);
  const now = Date.now();
  const open = await storeDossiers(connection, [submitted, received], stored, (nth) => {
    const dueAt = now + ((nth % 25) - 5) * dayMs;
    const [dueDate, atRiskFrom, lateFrom] = [dueAt, dueAt - 2 * dayMs, dueAt].map((at) => new Date(at));
    const deadline = { dueAt: dueDate, atRiskFrom, lateFrom };
    return { deadline, assignee: [null, officer.id, 'another-officer'][nth % 3] };
  });
  say(`${open.length} of them are open`);
  // Of those that wait to be received, the ones that are not another officer's.
  return open.filter((_, nth) => nth % 2 === 0 && nth % 3 !== 2);
}

async function file(applicant: Applicant, n: number): Promise<string> {
  const definition = readDefinitions().find(({ procedure }) => procedure.code === procedureCode);
  if (definition === undefined) throw new Error(`there is no procedure ${procedureCode}`);
  const draftId = await applicant.filledDraft(ofOthers(definition, readSample(procedureCode), n));
  return applicant.submit(draftId, await applicant.solveCaptcha());
}

async function measure(officer: BenchOfficer, waiting: readonly string[]): Promise<readonly Figure[]> {
  const queues = usualQueues(procedureCode, '0912345678');
  say('reading the queue …');
  await measureQueues(officer, queues, { ...pace, seconds: 3 });
  const pages = await measureQueues(officer, queues, pace);
  say('summing up …');
  const summaries = await measureSummaries(officer, { ...pace, seconds: pace.seconds / 2 });
  say('receiving …');
  const received = waiting.slice(0, receptionsPerSecond * pace.seconds);
  const receptions = await measureReceptions(officer, received, receptionsPerSecond);
  const dueDates = measureDueDates();
  const all = [...pages.values()].flat();
  return [
    { what: 'dossiers stored', key: 'dossiers', value: stored, unit: '', most: null },
    ...[...pages].map(([name, figures], n) => ms(`deskQueue ${name}`, `queue${n + 1}P95Ms`, figures, 0.95, null)),
    ms(`deskQueue at ${pace.perSecond}/s, all of these`, 'deskQueueP50Ms', all, 0.5, null),
    ms(`deskQueue at ${pace.perSecond}/s, all of these`, 'deskQueueP95Ms', all, 0.95, 40),
    ms(`deskSummary at ${pace.perSecond}/s`, 'deskSummaryP50Ms', summaries, 0.5, null),
    ms(`deskSummary at ${pace.perSecond}/s`, 'deskSummaryP95Ms', summaries, 0.95, null),
    ms(`receiveDossier at ${receptionsPerSecond}/s`, 'receiveP50Ms', receptions, 0.5, null),
    ms(`receiveDossier at ${receptionsPerSecond}/s`, 'receiveP95Ms', receptions, 0.95, null),
    us('due date promised', 'dueDateP95Us', dueDates.promised, 0.95, 50),
    us('due date after a supplement', 'resumedDueDateP95Us', dueDates.resumed, 0.95, 50),
  ];
}

function us(what: string, key: string, figures: readonly number[], share: number, most: number | null): Figure {
  return { ...ms(what, key, figures, share, most), unit: 'µs' };
}

function ms(what: string, key: string, figures: readonly number[], share: number, most: number | null): Figure {
  return { what: `${what} p${share * 100}`, key, value: rounded(percentile(figures, share), 2), unit: 'ms', most };
}
