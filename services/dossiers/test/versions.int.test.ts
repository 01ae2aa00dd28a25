import { ProcedurePublished } from '@motcua/event-contracts';
import { tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  completeDraft,
  eventually,
  openDossiersBench,
  player,
  startDraft,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const submit = async (draftId: string) => bench.act('submitDossier', { draftId, captcha: await bench.solve() });
const problemsOf = async (draftId: string) =>
  (
    await bench.ask(
      'query ($id: ID!) { draft(id: $id) { readiness { problems { path code } } } }',
      { id: draftId },
      player,
    )
  ).at('draft.readiness.problems');

describe('a draft whose version was superseded', () => {
  let early = '';
  beforeAll(async () => {
    early = await completeDraft(bench);
    await publishSecondVersion();
    bench.clock.set('2026-12-01T03:00:00Z');
  });

  it('is still judged, and submitted, by the version it is pinned to', async () => {
    expect(await problemsOf(early)).toEqual([]);
    const submitted = await submit(early);
    expect([submitted.codes, submitted.at('submitDossier.problems')]).toEqual([[], []]);
    const seen = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { procedureVersion { id } fees { key amountVnd } answers } }',
      { id: submitted.textAt('submitDossier.dossier.id') },
      player,
    );
    expect(seen.at('dossier')).toMatchObject({
      procedureVersion: { id: 'prv_9.000001@1' },
      fees: [{ key: 'joining', amountVnd: 50_000 }, { key: 'card' }],
    });
  });

  it('is not what a draft started today is: the new version asks for more', async () => {
    const draftId = await completeDraft(bench);
    const missing = [{ path: 'nickname', code: 'required' }];
    expect(await problemsOf(draftId)).toEqual(missing);
    expect((await submit(draftId)).at('submitDossier')).toMatchObject({ dossier: null, problems: missing });
    await bench.act('saveAnswers', { draftId, answers: { nickname: 'Mẫu' } });
    const submitted = await submit(draftId);
    expect([submitted.codes, submitted.at('submitDossier.problems')]).toEqual([[], []]);
  });

  it('proves completeness anew on the server, whatever the form showed', async () => {
    const draftId = await completeDraft(bench);
    await bench.act('saveAnswers', { draftId, answers: { nickname: 'Mẫu', bornOn: '2020-01-01', cards: 9 } });
    const answer = await submit(draftId);
    expect(answer.at('submitDossier.dossier')).toBeNull();
    expect(answer.at('submitDossier.problems')).toEqual(
      expect.arrayContaining([
        { path: 'cards', code: 'max' },
        { path: 'bornOn', code: 'rule:oldEnough' },
      ]),
    );
  });
});

/** In force from December 2026: one question more, another fee. */
async function publishSecondVersion(): Promise<void> {
  const [section] = tennisClub.form.sections;
  const nickname = { key: 'nickname', labelVi: 'Biệt danh', labelEn: 'Nickname', type: 'text', required: true };
  const definition = {
    ...tennisClub,
    ...{ version: 2, effectiveFrom: '2026-12-01', fees: [] },
    form: { sections: [{ ...section, fields: [...(section?.fields ?? []), nickname] }] },
  };
  await bench.publishTwice(
    ProcedurePublished,
    {
      ...{ procedureId: 'prc_9.000001', code: '9.000001', version: 2, effectiveFrom: '2026-12-01' },
      ...{ publishedAt: '2026-11-01T02:00:00.000Z', definition, ...tennisLists },
    },
    { id: 'prc_9.000001/2', key: '9.000001@2' },
  );
  await eventually('the second version to be in force', async () => {
    bench.clock.set('2026-12-01T03:00:00Z');
    const started = await bench.ask(
      'query ($id: ID!) { draft(id: $id) { procedureVersion { id } } }',
      { id: (await startDraft(bench)).textAt('startDraft.draft.id') },
      player,
    );
    return started.at('draft.procedureVersion.id') === 'prv_9.000001@2';
  });
}
