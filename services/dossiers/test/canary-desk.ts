import type { QueryAnswer } from '@motcua/service-kit/testing';
import { canary } from './canary-answers.js';
import { workThrough } from './closed-dossier.js';
import { filedBy, receiver2, somebody } from './desk-work.js';
import { leader, processor, receiver, type DossiersBench, type TestFile } from './dossiers-bench.js';
import { attach, see } from './supplements.js';

const note = `Bà ${canary} xin nhận thay`;
const items = [
  { subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE', note },
  { subject: 'FIELD', key: 'level', reasonCode: 'WRONG_VALUE', note },
];
/** Of somebody who takes a result; it is nowhere else. */
export const shownId = '001190077077';
const someone = { receivers: [{ name: `Lê Thị ${canary}`, personalId: shownId }], authority: `77/UQ-${canary}` };
const nowhere = { cardBy: '1', toName: null, toPhone: null, toAddress: null };
const reasonCode = 'OUT_OF_SCOPE';

/** Everything that officers and applicants say about people once a dossier is filed; the dossiers it was said of. */
export async function sayEverything(bench: DossiersBench, file: TestFile): Promise<readonly string[]> {
  const done = (answer: QueryAnswer) => {
    expect(answer.codes).toEqual([]);
    return answer;
  };
  const declined = await filedBy(bench, somebody());
  done(await bench.act('proposeDecline', { dossierId: declined, reasonCode, note }, receiver));
  done(await bench.act('declineDossier', { dossierId: declined }, receiver2));

  const rejected = await filedBy(bench, somebody());
  done(await bench.act('requestSupplement', { dossierId: rejected, items }, receiver));
  done(await attach(bench, rejected, { sent: file }));
  const answered = await bench.act('answerSupplement', { dossierId: rejected, answers: { level: canary } });
  expect([answered.codes, answered.at('answerSupplement.problems')]).toEqual([[], []]);
  done(await bench.act('receiveDossier', { dossierId: rejected }, receiver));
  for (let time = 0; time < 2; time += 1) {
    done(await bench.act('proposeRejection', { dossierId: rejected, reasonCode, note }, processor));
    if (time === 0) done(await bench.act('dismissProposal', { dossierId: rejected }, leader));
  }
  done(await bench.act('rejectDossier', { dossierId: rejected }, leader));

  const given = await filedBy(bench, { ...somebody(), ...nowhere });
  await workThrough(bench, given);
  const resultCode = 'KQ.X00.000001';
  done(await bench.upload({ dossierId: given, resultCode }, file, processor, 'prepareResult'));
  done(await bench.act('signResult', { dossierId: given }, leader));
  done(await bench.act('handOverResult', { dossierId: given, ...someone }, receiver));
  const documentId = given.replace('dos_', 'res_') + '.1';
  const mistake = { dossierId: given, documentId, reasonCode: 'CLERICAL_ERROR' };
  done(await bench.upload(mistake, file, processor, 'prepareCorrection'));
  done(await bench.act('revokeResult', { ...mistake, note }, leader));

  // All of it is there, for those whom it concerns.
  expect((await see(bench, rejected)).at('dossier')).toMatchObject({
    answers: { level: canary },
    supplementRequests: [{ items: [{ note }, { note }] }],
  });
  return [declined, rejected, given];
}

/** What is refused, and would have told about somebody. */
export async function refusedWords(bench: DossiersBench): Promise<readonly QueryAnswer[]> {
  const dossierId = await filedBy(bench, somebody());
  const asks = (change: object) =>
    bench.act('requestSupplement', { dossierId, items: [{ ...items[0], ...change }] }, receiver);
  const gives = (change: object) => bench.act('handOverResult', { dossierId, ...someone, ...change }, receiver);
  const refused = [
    await asks({ key: canary }),
    await asks({ reasonCode: canary }),
    await asks({ note: note.repeat(500) }),
    await bench.act('proposeDecline', { dossierId, reasonCode: canary, note }, receiver),
    await bench.act('proposeDecline', { dossierId, reasonCode, note: note.repeat(500) }, receiver),
    await gives({}),
    await gives({ receivers: [{ name: canary, personalId: '' }], authority: ' ' }),
    await gives({ receivers: [{ name: canary.repeat(100), personalId: canary.repeat(100) }] }),
    await bench.act('answerSupplement', { dossierId, answers: { [canary]: canary } }),
  ];
  await bench.act('requestSupplement', { dossierId, items }, receiver);
  return [
    ...refused,
    await bench.act('answerSupplement', { dossierId, answers: canary }),
    await bench.act('answerSupplement', { dossierId, answers: { [canary]: canary } }),
    await bench.act('answerSupplement', { dossierId, answers: { playerName: canary } }),
    await attach(bench, dossierId, { paper: canary }),
    await attach(bench, dossierId, { sent: { name: canary, type: `text/${canary}`, bytes: new Uint8Array(3) } }),
  ];
}
