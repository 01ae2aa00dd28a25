import type { Viewer } from '@motcua/service-kit';
import { deskAct, receiver2 } from './desk-work.js';
import {
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  requestId,
  stranger,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const anonymous: Viewer = { kind: 'anonymous' };
const assigneeFor = async (dossierId: string, viewer: Viewer) =>
  (await bench.ask('query ($id: ID!) { dossier(id: $id) { assignee } }', { id: dossierId }, viewer)).at(
    'dossier.assignee',
  );

describe('two officers at one dossier', () => {
  it('who act on the same version: one wins, the other is told what changed', async () => {
    const dossierId = await submitted(bench);
    const seen = await bench.ask('query ($id: ID!) { dossier(id: $id) { version } }', { id: dossierId }, receiver);
    const expectedVersion = seen.at('dossier.version');
    const answers = await Promise.all(
      [receiver, receiver2].map((officer) =>
        deskAct(bench, 'takeOverDossier', { dossierId, expectedVersion }, officer),
      ),
    );
    const won = answers.filter(({ codes }) => codes.length === 0);
    const lost = answers.filter(({ codes }) => codes.length > 0);
    expect([won.length, lost.map(({ codes }) => codes)]).toEqual([1, [['DOSSIER_CHANGED']]]);
    expect(lost[0]?.errors[0]?.extensions).toMatchObject({
      details: { changes: [{ type: 'DossierAssigned', by: 'officer' }] },
    });
    const winner = won[0]?.textAt('takeOverDossier.dossier.assignee');
    expect(['receiver-1', 'receiver-2']).toContain(winner);
    expect(await assigneeFor(dossierId, leader)).toBe(winner);
  });

  it('do not do the same work: the one it is not given to takes it over first', async () => {
    const dossierId = await submitted(bench);
    await deskAct(bench, 'takeOverDossier', { dossierId }, receiver2);
    const refused = await deskAct(bench, 'receiveDossier', { dossierId }, receiver);
    expect(refused.codes).toEqual(['ASSIGNED_TO_ANOTHER']);
    expect(refused.errors[0]?.extensions).toMatchObject({ details: { assignee: 'receiver-2' } });
    const taken = await deskAct(bench, 'takeOverDossier', { dossierId }, receiver);
    expect(taken.at('takeOverDossier.dossier')).toMatchObject({ assignee: 'receiver-1' });
    expect((await deskAct(bench, 'receiveDossier', { dossierId }, receiver)).codes).toEqual([]);
  });
});

describe('giving a dossier to somebody', () => {
  const give = (dossierId: string, officerId: string | null, viewer: Viewer) =>
    deskAct(bench, 'assignDossier', { dossierId, officerId }, viewer);

  it('is for those who process or lead, to officers who were seen at the office', async () => {
    const dossierId = await submitted(bench);
    expect((await give(dossierId, 'nobody-1', leader)).codes).toEqual(['UNKNOWN_OFFICER']);
    expect((await give(dossierId, 'stranger-1', leader)).codes).toEqual(['UNKNOWN_OFFICER']);
    // Seen at another office, which makes nobody an officer of this one.
    await bench.ask('{ deskSummary { open } }', {}, stranger);
    expect((await give(dossierId, 'stranger-1', leader)).codes).toEqual(['UNKNOWN_OFFICER']);
    const newcomer: Viewer = { kind: 'officer', id: 'newcomer-1', officeId: 'off_club', roles: ['process'] };
    expect((await give(dossierId, 'newcomer-1', leader)).codes).toEqual(['UNKNOWN_OFFICER']);
    await bench.ask('{ deskQueue(first: 1) { nodes { id } } }', {}, newcomer);
    expect((await give(dossierId, 'newcomer-1', leader)).at('assignDossier.dossier.assignee')).toBe('newcomer-1');
    expect((await give(dossierId, null, processor)).at('assignDossier.dossier.assignee')).toBeNull();
  });

  it('is refused to who only receives, though they may take it and put it back', async () => {
    const dossierId = await submitted(bench);
    await bench.ask('{ deskSummary { open } }', {}, receiver2);
    expect((await give(dossierId, 'receiver-2', receiver)).codes).toEqual(['FORBIDDEN']);
    // Nor do they learn who is known.
    expect((await give(dossierId, 'nobody-1', receiver)).codes).toEqual(['FORBIDDEN']);
    expect((await give(dossierId, 'receiver-1', receiver)).at('assignDossier.dossier.assignee')).toBe('receiver-1');
    expect((await give(dossierId, null, receiver2)).codes).toEqual(['FORBIDDEN']);
    expect((await give(dossierId, null, receiver)).at('assignDossier.dossier.assignee')).toBeNull();
  });

  it('is nobody else’s business', async () => {
    const dossierId = await submitted(bench);
    const roleless: Viewer = { kind: 'officer', id: 'roleless-1', officeId: 'off_club', roles: [] };
    const viewers = [anonymous, stranger, police, player, roleless];
    for (const name of ['takeOverDossier', 'assignDossier'] as const) {
      const answers = await Promise.all(
        viewers.map((viewer) => deskAct(bench, name, { dossierId, officerId: undefined }, viewer)),
      );
      const unseen = ['DOSSIER_NOT_FOUND', 'DOSSIER_NOT_FOUND', 'DOSSIER_NOT_FOUND'];
      expect(answers.map(({ codes }) => codes[0])).toEqual([...unseen, 'FORBIDDEN', 'FORBIDDEN']);
    }
    await deskAct(bench, 'takeOverDossier', { dossierId }, receiver);
    expect(await assigneeFor(dossierId, leader)).toBe('receiver-1');
    expect(await assigneeFor(dossierId, player)).toBeNull();
  });

  it('has one effect however often the request comes', async () => {
    const dossierId = await submitted(bench);
    const input = { requestId: requestId(), dossierId };
    const versions = [];
    for (let time = 0; time < 3; time += 1) {
      versions.push((await deskAct(bench, 'takeOverDossier', input, receiver)).at('takeOverDossier.dossier.version'));
    }
    expect(new Set(versions).size).toBe(1);
    expect((await deskAct(bench, 'assignDossier', { ...input, officerId: 'receiver-1' }, receiver)).codes).toEqual([
      'REQUEST_ID_REUSED',
    ]);
  });
});
