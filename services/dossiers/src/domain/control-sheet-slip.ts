/** Slip 06 as paper: a line per hand-over, as of the last one. */
import { controlSheet, type HandOver } from './control-sheet.js';
import { momentInWords } from './moment-in-words.js';
import type { PaperPart } from './office-paper.js';
import type { SlipAbout } from './official-slip.js';
import { officialTexts } from './official-slip-texts.js';
import { aboutTable } from './paper-tables.js';
import { dossierLines, momentLine } from './slip-lines.js';
import { findStep } from './step.js';
import { definitionKeyOf } from './worker.js';

const shares = [3, 2.2, 2.2, 1.7, 1.7, 1.7, 1.5, 1.3];

export function controlSheetSlip(about: SlipAbout): { readonly datedAt: Date; readonly parts: readonly PaperPart[] } {
  const { facts, slip, language, state } = about;
  const texts = officialTexts[language];
  const { asOf, handOvers } = controlSheet(facts, slip.issuedAt);
  const columns = texts.handOvers.map((title, at) => ({ title, share: shares[at] ?? 1 }));
  return {
    datedAt: asOf,
    parts: [
      { kind: 'SMALL_PRINT', text: texts.asOf(momentInWords(asOf)) },
      aboutTable(language, [
        ...dossierLines(about).slice(0, 2),
        momentLine(texts.receivedAt, slip.issuedAt),
        ...('dueAt' in state ? [momentLine(texts.dueAt, state.dueAt)] : []),
      ]),
      { kind: 'TABLE', columns, rows: handOvers.map((handOver) => rowOf(about, handOver)) },
    ],
  };
}

function rowOf(about: SlipAbout, handOver: HandOver): readonly string[] {
  const { state, language } = about;
  const { stepKey, giver, taker, givenAt, dueAt, endedAt, standing } = handOver;
  const texts = officialTexts[language];
  const action = stepKey === null ? texts.takenIn : (findStep(state.steps, stepKey)?.action[language] ?? stepKey);
  const moments = [givenAt, dueAt, endedAt].map((at) => (at === null ? '' : momentInWords(at)));
  return [action, agencyName(about, giver), agencyName(about, taker), ...moments, texts.standings[standing], ''];
}

/** In the procedure's own words for it. */
function agencyName({ definition, language }: SlipAbout, agency: string): string {
  const { agencies } = definition;
  const key = definitionKeyOf(agency) ?? agency;
  const named = Object.hasOwn(agencies, key) ? agencies[key] : undefined;
  return (language === 'vi' ? named?.nameVi : named?.nameEn) ?? agency;
}
