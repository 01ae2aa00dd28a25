import { AgencyResultCompleted, OfficeChanged, ProcedurePublished, topics } from '@motcua/event-contracts';
import { parseProcedure, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import type { QueryAnswer } from '@motcua/service-kit/testing';
import { canary, finderOf, readCatalogue, validSamples, withCanaries, type Sample } from './canary-answers.js';
import { refusedWords, sayEverything, shownId } from './canary-desk.js';
import { dumpDatabase } from './database-dump.js';
import {
  clubOffice,
  eventually,
  insurance,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  startDraft,
  type DossiersBench,
  type TestFile,
} from './dossiers-bench.js';
import { pdfOf, streamOf } from './pdf-files.js';

/** Something of its own in every field that a person writes, in every valid sample of the eight procedures. */
const samples = validSamples();
const lists = { optionSets: readCatalogue('option-sets.json'), agencies: readCatalogue('agencies.json') };
let number = 0;
const written = samples.map((sample) => withCanaries(sample, definitionOf(sample), () => (number += 1)));
const secrets = new Set([canary, shownId, ...written.flatMap(({ secrets: own }) => [...own.values()])]);
const find = finderOf(secrets);

let bench: DossiersBench;
let mongo: Mongo;
/** Everything that was answered to those it is not about, or as an error to anybody. */
const errors: string[] = [];
const filed: string[] = [];
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  await publishCatalogue();
}, 60_000);
afterAll(() => bench.close());

describe('with a canary in every field of every sample', () => {
  it('every field that a person writes has one, and no two are alike', () => {
    expect(new Set(samples.map(({ procedureCode }) => procedureCode)).size).toBe(8);
    expect(secrets.size).toBe(2 + written.reduce((sum, { secrets: own }) => sum + own.size, 0));
    expect(secrets.size).toBeGreaterThan(140);
  });

  it.each(samples.map((sample, index) => [sample.id, sample, index] as const))(
    '%s is filed, received and read by office and agencies',
    async (_, sample, index) => {
      const draftId = (await startDraft(bench, player, { procedureCode: sample.procedureCode })).textAt(
        'startDraft.draft.id',
      );
      await bench.act('saveAnswers', { draftId, answers: written[index]?.answers ?? {} });
      for (const paper of papersOf(sample))
        expect((await bench.upload({ draftId, paper }, canaryFile)).codes).toEqual([]);
      const submitted = await bench.act('submitDossier', { draftId, captcha: await bench.solve() });
      expect([submitted.codes, submitted.at('submitDossier.problems')]).toEqual([[], []]);
      const dossierId = submitted.textAt('submitDossier.dossier.id');
      filed.push(dossierId);
      await bench.act('receiveDossier', { dossierId }, receiver);
      const office = await bench.ask(everything, { id: dossierId }, receiver);
      expect(find(JSON.stringify(office.data)).length).toBeGreaterThan(5);
      await workForAgencies(dossierId);
      for (const viewer of [police, insurance]) await bench.ask(everything, { id: dossierId }, viewer);
      expect((await bench.ask(everything, { id: dossierId }, player)).codes).toEqual([]);
    },
    30_000,
  );

  it('officers and applicants write notes, supplements, results and receivers', async () => {
    const dossierIds = await sayEverything(bench, canaryFile);
    for (const id of dossierIds) {
      expect((await bench.ask(everything, { id }, receiver)).codes).toEqual([]);
      for (const viewer of [police, insurance]) remember(await bench.ask(everything, { id }, viewer));
    }
  }, 60_000);

  it('what is refused at the desk echoes nothing', async () => {
    const refused = await refusedWords(bench);
    expect(refused.flatMap(({ codes }, index) => (codes.length === 0 ? [index] : []))).toEqual([]);
    remember(...refused);
  }, 30_000);

  it('what is refused echoes nothing', async () => {
    const draftId = (await startDraft(bench, player, { procedureCode: '2.000986' })).textAt('startDraft.draft.id');
    const paper = 'ct01Paper';
    const odd = { [canary]: { [canary]: canary }, requesterName: [canary], childDob: canary, copyCount: canary };
    const refused = [
      await bench.act('saveAnswers', { draftId, answers: canary }),
      await bench.act('saveAnswers', { draftId, answers: { requesterName: canary.repeat(20_000) } }),
      await bench.act('saveAnswers', { draftId, answers: odd, expectedRevision: canary }),
      await bench.act('saveAnswers', { draftId: { [canary]: canary }, answers: odd }),
      await bench.act('saveAnswers', { draftId, answers: odd, [canary]: canary }),
      await bench.act('saveAnswers', { draftId: canary, answers: odd }),
      await bench.act('chooseDelivery', { draftId, method: canary, receiver: { name: canary } }),
      await bench.act('chooseDelivery', {
        draftId,
        method: 'POST',
        receiver: { name: canary, phone: canary, address: canary },
      }),
      await bench.act('startDraft', { procedureCode: canary, officeId: canary }),
      await bench.act('receiveDossier', { dossierId: canary }, receiver),
      await bench.upload({ draftId, paper: canary }, canaryFile),
      await bench.upload({ draftId, paper }, { ...canaryFile, type: `text/${canary}` }),
      await bench.upload(
        { draftId, paper },
        { ...canaryFile, bytes: Uint8Array.from(Buffer.from(`<b>${canary}</b>`)) },
      ),
      await bench.ask(`{ draft(id: { a: "${canary}" }) { id } }`, {}, player),
      await bench.ask(`{ draft("${canary}") { id } }`, {}, player),
    ];
    expect(refused.flatMap(({ codes }, index) => (codes.length === 0 ? [index] : []))).toEqual([]);
    remember(...refused);
    // Wrong answers are kept, since the draft is their owner's; what the desk would say of them is told to the owner alone.
    expect((await bench.act('saveAnswers', { draftId, answers: odd })).codes).toEqual([]);
    remember(await bench.act('submitDossier', { draftId, captcha: canary }));
    remember(await bench.ask('query ($id: ID!) { draft(id: $id) { answers } }', { id: draftId }, receiver));
  });

  it('a database that fails tells nothing', async () => {
    const sample = samples.findIndex(({ id }) => id === '2.000635-1');
    const draftId = (await startDraft(bench, player, { procedureCode: '2.000635' })).textAt('startDraft.draft.id');
    await bench.act('saveAnswers', { draftId, answers: written[sample]?.answers ?? {} });
    // Its message quotes the values that were in the way.
    await databaseOf(mongo)
      .collection('dossiers')
      .createIndexes([{ key: { 'state.procedureCode': 1, 'state.personKeys': 1 }, name: 'in the way', unique: true }]);
    const failed = await bench.act('submitDossier', { draftId, captcha: await bench.solve() });
    expect(failed.codes).toEqual(['INTERNAL']);
    remember(failed);
    expect(bench.lines.join('\n')).toContain('E11000');
    await databaseOf(mongo).collection('dossiers').dropIndex('in the way');
    bench.clock.set(new Date(bench.clock.now().getTime() + 60_000).toISOString());
    await eventually('the submission to be finished', async () => {
      const seen = await bench.ask('query ($id: ID!) { draft(id: $id) { dossier { id } } }', { id: draftId }, player);
      return typeof seen.at('draft.dossier.id') === 'string';
    });
  }, 30_000);
});

describe('no canary', () => {
  it('is found anywhere, and every place was looked at', async () => {
    const places = await everyPlace();
    for (const place of ['log', 'topic dossier.v1', 'topic partner.residence-police.v1', 'metrics', 'errors']) {
      expect([place, (places.get(place) ?? '').length > 0]).toEqual([place, true]);
    }
    expect(places.get('topic agency-result.residence-police.v1.dossiers.dead')).toContain('dos_');
    for (const name of ['dossiers', 'drafts', 'papers.chunks', 'accesses', 'codes', 'data_keys', 'requests']) {
      expect([name, (places.get(`collection ${name}`) ?? '').length > 0]).toEqual([name, true]);
    }
    expect(leaksIn(places)).toEqual([]);
  }, 30_000);

  it('would go unnoticed: planted in each place, it is found there', async () => {
    const [first = ''] = filed;
    const [phone = ''] = [...secrets].filter((secret) => secret.startsWith('0977'));
    bench.log.info('planted', { reason: `for ${canary.toUpperCase()}` });
    await bench.publishRaw('delivery.v1', first, '{}', { planted: phone });
    await bench.publishRaw('dossier.v1.payments.dead', first, Buffer.from(`{"name":"${canary}"}`).toString('base64'));
    await eventually('what was planted', () =>
      Promise.resolve(bench.seen('delivery.v1').length > 0 && bench.seen('dossier.v1.payments.dead').length > 0),
    );
    const accesses = databaseOf(mongo).collection<{ _id: string }>('accesses');
    await accesses.insertOne({ _id: 'planted', purpose: Buffer.from(`a name: ${canary}`) } as never);
    await databaseOf(mongo)
      .collection<{ _id: string }>('codes')
      .insertOne({ _id: Buffer.from(phone).toString('hex') });
    errors.push(JSON.stringify({ message: `not a phone: ${phone}` }));
    const expected = [
      // An unreadable message goes there whole, for whoever repairs it.
      'topic delivery.v1.dossiers.dead',
      'log',
      'topic delivery.v1',
      'topic dossier.v1.payments.dead',
      'errors',
      'collection accesses',
      'collection codes',
    ];
    expect([...new Set(leaksIn(await everyPlace()).map(([place]) => place))].sort()).toEqual(expected.sort());
  });
});

/** A file whose name and bytes have a canary too; the bytes are a real PDF. */
const canaryFile: TestFile = {
  name: `${canary} giấy tờ.pdf`,
  type: 'application/pdf',
  bytes: Uint8Array.from(pdfOf({ objects: { 9: streamOf(`${canary} trong tệp`) } })),
};

const everything = `query ($id: ID!) { dossier(id: $id) { code applicant { name phone email } answers attachments { fileName }
  supplementRequests { items { note } files { fileName } } endNote proposal { note } results { id downloadPath }
  timeline { text { vi } } accesses { who purpose } nextSteps { text { vi } } possibleDuplicates { id } } }`;

function remember(...answers: readonly QueryAnswer[]): void {
  errors.push(...answers.map((answer) => JSON.stringify([answer.errors, answer.at('submitDossier.dossier')])));
}

/** Text by place: log, each topic with keys and headers, metrics, errors, each collection with its bytes. */
async function everyPlace(): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  places.set('log', bench.lines.join('\n'));
  for (const { name } of topics()) {
    const seen = bench.seen(name).map(({ raw, key, headers }) => [raw, key, JSON.stringify(headers)].join('\n'));
    // What agencies and tests say themselves is theirs.
    places.set(`topic ${name}`, seen.join('\n'));
  }
  places.set('metrics', await (await fetch(new URL('/metrics', bench.url))).text());
  places.set('errors', errors.join('\n'));
  for (const [name, text] of await dumpDatabase(mongo)) places.set(`collection ${name}`, text);
  return places;
}

function leaksIn(places: ReadonlyMap<string, string>): readonly (readonly [string, readonly string[]])[] {
  return [...places].flatMap(([place, text]) => {
    const found = find(text);
    return found.length === 0 ? [] : [[place, found] as const];
  });
}

/** The steps of the ward before the agencies', as far as the procedure has any; then an answer that is refused and one nobody can read. */
async function workForAgencies(dossierId: string): Promise<void> {
  for (let round = 1; round <= 4; round += 1) {
    const seen = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { steps { key state agency } } }',
      { id: dossierId },
      receiver,
    );
    const steps = seen.at('dossier.steps') as readonly { key: string; state: string; agency: string }[];
    for (const { key: stepKey } of steps.filter(
      ({ state, agency }) => state === 'OPEN' && ['onestop', 'justice'].includes(agency),
    )) {
      await bench.act(
        'completeStep',
        { dossierId, stepKey },
        { ...(processor as Extract<Viewer, { kind: 'officer' }>), roles: ['receive', 'process'] },
      );
    }
  }
  const topic = 'agency-result.residence-police.v1';
  await bench.publish(
    AgencyResultCompleted,
    { dossierId, stepKey: 'no-such-step', at: bench.clock.now().toISOString() },
    { id: `police-${dossierId}/9`, key: dossierId, topic },
  );
  const refused = 'agency-answer.refused';
  await bench.waitFor('partner.residence-police.v1', ({ type, raw }) => type === refused && raw.includes(dossierId));
  await bench.publishRaw(topic, dossierId, `{"dossierId":"${dossierId}"}`);
  await bench.waitFor(`${topic}.dossiers.dead`, ({ key }) => key === dossierId);
}

function papersOf(sample: Sample): readonly string[] {
  if (sample.attachments.length > 0) return sample.attachments;
  const takesPdf = definitionOf(sample).procedure.attachments.find(({ acceptedTypes }) =>
    acceptedTypes.includes('application/pdf'),
  );
  return takesPdf === undefined ? [] : [takesPdf.key];
}

function definitionOf({ procedureCode }: Pick<Sample, 'procedureCode'>): ProcedureDefinition {
  const parsed = parseProcedure(readCatalogue(`${procedureCode}.json`), lists);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

async function publishCatalogue(): Promise<void> {
  const codes = [...new Set(samples.map(({ procedureCode }) => procedureCode))];
  for (const code of codes) {
    const about = { procedureId: `prc_${code}`, code, version: 1, effectiveFrom: '2026-01-01' };
    const data = {
      ...about,
      publishedAt: '2025-12-01T02:00:00.000Z',
      definition: readCatalogue(`${code}.json`),
      ...lists,
    };
    await bench.publish(ProcedurePublished, data, { id: `prc_${code}/1`, key: `${code}@1` });
  }
  await bench.publish(
    OfficeChanged,
    { ...clubOffice, procedureCodes: [...codes, '9.000001'] },
    { id: 'off_club/2', key: 'off_club' },
  );
  await eventually('every procedure to be filed', async () => {
    const started = await Promise.all(codes.map((procedureCode) => startDraft(bench, player, { procedureCode })));
    return started.every(({ codes: refused }) => refused.length === 0);
  });
}
