import type { Decision } from '@motcua/service-kit/pure';
import { submit } from './decisions.js';
import type { DeliveryMethod, DossierFact } from './dossier-facts.js';
import type { DossierState } from './dossier.js';
import {
  after,
  appraises,
  courtIsAssigned,
  filed,
  moment,
  noWork,
  owes,
  pays,
  playerIsInsured,
  prepares,
  receives,
  signs,
} from './dossier-story.fixture.js';
import { erase } from './erasure.js';
import { handOver } from './hand-over-decisions.js';
import { nextStepsFor } from './next-steps.js';

type Decide = Decision<DossierState, DossierFact>;

const ways: readonly DeliveryMethod[] = ['DESK', 'POST', 'ELECTRONIC'];
const resultKeys = { DESK: 'collectAtDesk', POST: 'receiveAtHome', ELECTRONIC: 'receiveElectronically' } as const;
const filedFor = (deliveryMethod: DeliveryMethod, feeTotalVnd = 0, steps?: Parameters<typeof filed>[0]) =>
  submit(filed(steps, { deliveryMethod, feeTotalVnd }));
const worked = [receives, appraises, courtIsAssigned, playerIsInsured, prepares];

function nextFor(...decisions: readonly Decide[]) {
  const state = after(...decisions);
  if (state.status === 'NONE') throw new Error('nothing was submitted');
  return nextStepsFor(state);
}
const keysFor = (...decisions: readonly Decide[]) => nextFor(...decisions).map(({ key }) => key);
const textFor = (key: string, ...decisions: readonly Decide[]) =>
  nextFor(...decisions).find((step) => step.key === key)?.text;

describe.each(ways)('the next steps of a result received by %s', (way) => {
  const result = resultKeys[way];
  const mayCost = way === 'POST' ? ['pay'] : [];

  it('after submitting: keep the code, watch for messages, answer the desk', () => {
    const first = ['keepCode', 'watchMessages', 'answerTheDesk'];
    expect(keysFor(filedFor(way))).toEqual([...first, ...mayCost, result]);
    expect(keysFor(filedFor(way, 8_000))).toEqual([...first, 'pay', result]);
    expect(keysFor(filedFor(way, 8_000), pays)).toEqual([...first, result]);
  });

  it('once received: when the result is due, whatever is worked on', () => {
    const first = ['keepCode', 'awaitResult', 'answerTheDesk'];
    expect(keysFor(filedFor(way, 0, noWork), receives)).toEqual([...first, ...mayCost, result]);
    expect(keysFor(filedFor(way), receives, appraises)).toEqual([...first, ...mayCost, result]);
    expect(keysFor(filedFor(way), receives, pays)).toEqual([...first, result]);
  });

  it('once signed: pay while something is owed, then receive', () => {
    expect(keysFor(filedFor(way, 8_000), ...worked, owes, signs)).toEqual(['keepCode', 'pay', result]);
    expect(keysFor(filedFor(way, 8_000), ...worked, owes, signs, pays)).toEqual([result]);
    expect(textFor(result, filedFor(way), ...worked, pays, signs)).not.toEqual(textFor(result, filedFor(way)));
  });

  it('at the end: nothing, also when people were forgotten', () => {
    const ended = [filedFor(way), ...worked, pays, signs, handOver(way, moment.at, moment.at)];
    expect(keysFor(...ended)).toEqual(['nothingMore']);
    expect(keysFor(...ended, erase('RETENTION_ENDED', moment.at))).toEqual(['nothingMore']);
  });

  it('are told in both languages, in whole sentences', () => {
    const all = [
      nextFor(filedFor(way, 8_000)),
      nextFor(filedFor(way), receives, owes),
      nextFor(filedFor(way), ...worked, pays, signs),
    ].flat();
    for (const { text } of all) {
      expect(text.vi).toMatch(/^\p{Lu}.*\.$/u);
      expect(text.en).toMatch(/^\p{Lu}.*\.$/u);
      expect(text.vi).not.toBe(text.en);
    }
  });
});

describe('the words', () => {
  it('name code, amount, day and slip', () => {
    const steps = JSON.stringify(nextFor(filedFor('POST', 8_000), owes, receives));
    for (const named of ['H26.153-261123-0001', '66.000 ₫', '01/12/2026', 'H26.153-261123-0001/01-1']) {
      expect(steps).toContain(named);
    }
  });

  it('ask for no money where the amount is nothing', () => {
    const nothing: Decide = () => [{ type: 'PaymentFellDue', amountVnd: 0, dueSince: moment.at }];
    expect(keysFor(filedFor('POST', 0), nothing)).not.toContain('pay');
  });
});
