/** Slips 03, 04, 05 and the letter of rejection: that it will not be done, not yet, or no more, and why. */
import type { FactOf } from './dossier-facts.js';
import type { FiledDossier } from './dossier.js';
import { dayInWords, momentInWords } from './moment-in-words.js';
import type { PaperPart } from './office-paper.js';
import type { SlipAbout } from './official-slip.js';
import { officialTexts } from './official-slip-texts.js';
import { aboutTable } from './paper-tables.js';
import { reasonText } from './reason-texts.js';
import { dossierLines, momentLine, signatures, wordsLine, type Line } from './slip-lines.js';

type EndedFact = FactOf<'DossierDeclined' | 'DossierRejected' | 'WithdrawalSettled' | 'DossierStopped'>;

/** By the form alone: an unanswered supplement is a 03 before receipt, and a 05 after it. */
export function endedSlip(about: SlipAbout, fact: EndedFact): readonly PaperPart[] {
  const { slip, language, state } = about;
  const texts = officialTexts[language];
  if (slip.form === '05') return [...stoppedParts(about, fact), signatures(about, 'head')];
  const letter = slip.form === 'LETTER';
  const lines: readonly Line[] = [
    ...dossierLines(about),
    ...('receivedAt' in state ? [momentLine(texts.receivedAt, state.receivedAt)] : []),
    ...('receivedAt' in state ? [] : [momentLine(texts.submittedAt, state.submittedAt)]),
    momentLine(texts.issuedAt, slip.issuedAt),
  ];
  return [
    aboutTable(language, lines),
    { kind: 'PARAGRAPH', text: letter ? texts.rejected : texts.declined },
    aboutTable(language, [...reasonLine(about, fact), ...wordsLine(about)]),
    letter ? signatures(about, 'head') : signatures(about, 'submitter', 'receiver'),
  ];
}

export function apologySlip(about: SlipAbout, fact: FactOf<'DossierRescheduled'>): readonly PaperPart[] {
  const { language, state } = about;
  const texts = officialTexts[language];
  return [
    aboutTable(language, [
      ...dossierLines(about),
      ...('receivedAt' in state ? [momentLine(texts.receivedAt, state.receivedAt)] : []),
      momentLine(texts.promisedAt, fact.previousDueAt),
      [texts.reason, reasonText(fact.reasonCode)[language]],
      momentLine(texts.newDueAt, fact.promise.dueAt),
    ]),
    { kind: 'PARAGRAPH', text: texts.apology },
    signatures(about, 'head'),
  ];
}

function stoppedParts(about: SlipAbout, fact: EndedFact): readonly PaperPart[] {
  const { language, state } = about;
  const texts = officialTexts[language];
  return [
    aboutTable(language, [
      ...dossierLines(about),
      ...('receivedAt' in state ? [momentLine(texts.receivedAt, state.receivedAt)] : []),
      [texts.reached, reachedStage(about)],
      [texts.decision, fact.type === 'WithdrawalSettled' ? texts.withdrawn : texts.lapsed],
      ...reasonLine(about, fact),
      [texts.money, moneyText(about, state)],
      [texts.issuedAt, dayInWords(about.slip.issuedAt)],
    ]),
    { kind: 'PARAGRAPH', text: texts.stopped },
  ];
}

function reasonLine({ language }: SlipAbout, fact: EndedFact): readonly Line[] {
  if (fact.type === 'WithdrawalSettled') return [];
  return [[officialTexts[language].reason, reasonText(fact.reasonCode)[language]]];
}

/** How many steps were done, and the last of them. */
function reachedStage({ state, language }: SlipAbout): string {
  const done = state.steps.flatMap((step) => (step.state === 'COMPLETED' ? [step] : []));
  const last = done.toSorted((one, other) => one.completedAt.getTime() - other.completedAt.getTime()).at(-1);
  const count = officialTexts[language].stepsDone(done.length, state.steps.length);
  return last === undefined ? count : `${count}: ${last.action[language]}, ${momentInWords(last.completedAt)}`;
}

function moneyText({ language }: SlipAbout, state: FiledDossier): string {
  const texts = officialTexts[language];
  const money = 'money' in state ? state.money : null;
  return money === null ? texts.moneyOpen : texts.moneySettled[money.outcome];
}
