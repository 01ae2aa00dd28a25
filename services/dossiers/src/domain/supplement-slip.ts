/** Slip 02: what is missing or wrong, item by item, each with its reason and the officer's words. */
import type { SupplementItem } from './desk-facts.js';
import type { FactOf } from './dossier-facts.js';
import type { PaperPart } from './office-paper.js';
import type { SlipAbout } from './official-slip.js';
import { officialTexts } from './official-slip-texts.js';
import { aboutTable } from './paper-tables.js';
import { dossierLines, momentLine, signatures } from './slip-lines.js';
import { askableIn, nameOf } from './supplement-items.js';
import { supplementReasonText } from './supplement-reasons.js';

export function supplementSlip(about: SlipAbout, { request }: FactOf<'SupplementRequested'>): readonly PaperPart[] {
  const { language } = about;
  const texts = officialTexts[language];
  const [name = '', originals = '', copies = '', reason = ''] = texts.asked;
  const { secondReasonCode: again } = request;
  return [
    aboutTable(language, [
      ...dossierLines(about),
      [texts.stage, texts.stages[request.stage]],
      momentLine(texts.issuedAt, request.requestedAt),
      momentLine(texts.answerBy, request.answerBy),
      ...(again === null ? [] : [[texts.secondReason, supplementReasonText(again)[language]] as const]),
    ]),
    {
      kind: 'TABLE',
      columns: [
        { title: name, share: 3 },
        { title: originals, align: 'right' },
        { title: copies, align: 'right' },
        { title: reason, share: 4 },
      ],
      rows: request.items.map((item, at) => rowOf(about, item, about.words[at] ?? null)),
    },
    { kind: 'PARAGRAPH', text: texts.askedNote },
    signatures(about, 'guide'),
  ];
}

/** A field has no copies. */
function rowOf({ definition, language }: SlipAbout, item: SupplementItem, words: string | null): readonly string[] {
  const paper = definition.procedure.attachments.find(({ key }) => item.subject === 'PAPER' && key === item.key);
  const counts = paper === undefined ? ['', ''] : [String(paper.originals), String(paper.copies)];
  const reason = supplementReasonText(item.reasonCode)[language];
  return [nameOf(item, askableIn(definition))[language], ...counts, words === null ? reason : `${reason}: ${words}`];
}
