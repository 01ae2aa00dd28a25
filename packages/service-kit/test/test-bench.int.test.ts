import { DossierClosed } from '@motcua/event-contracts';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';

let bench: TestBench;
let neighbour: TestBench;
beforeAll(async () => {
  [bench, neighbour] = await Promise.all([startTestBench('dossiers'), startTestBench('dossiers')]);
});
afterAll(() => Promise.all([bench.close(), neighbour.close()]));

const { dossierId } = DossierClosed.sample;

it('wakes who waits when the event arrives, and shows it to who asks later', async () => {
  const waiting = bench.waitFor('dossier.v1', ({ type }) => type === 'dossier.closed');
  await bench.publishTwice(DossierClosed, DossierClosed.sample, { id: `${dossierId}/7`, key: dossierId });
  expect((await waiting).data).toEqual(DossierClosed.sample);
  const again = await bench.waitFor('dossier.v1', ({ id }) => id === `${dossierId}/7`);
  expect(again.event).toMatchObject({ sequence: '7', subject: dossierId, partitionkey: dossierId });
});

it('keeps two benches apart', async () => {
  await neighbour.publishRaw('payment.v1', 'k', 'not json', { 'motcua-reason': 'poison' });
  const poison = await neighbour.waitFor('payment.v1', ({ raw }) => raw === 'not json');
  expect(poison).toMatchObject({ type: '', id: '', headers: { 'motcua-reason': 'poison' } });
  expect(bench.seen('payment.v1')).toEqual([]);
  const mongo = await connectMongo(neighbour.mongoUrl, neighbour.lifecycle, neighbour.log);
  expect(databaseOf(mongo).databaseName).not.toBe(new URL(bench.mongoUrl).pathname.slice(1));
});

it('says what came instead when nothing fitted, and that the service gave up when it did', async () => {
  await expect(neighbour.waitFor('payment.v1', () => false, 50)).rejects.toThrow('there came unreadable');
  const waiting = neighbour.waitFor('delivery.v1', () => true);
  neighbour.lifecycle.fail(new Error('the disk is full'));
  await expect(waiting).rejects.toThrow('the disk is full');
  expect(neighbour.exits).toEqual([1]);
});
