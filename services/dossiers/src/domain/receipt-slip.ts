/** Slip 01: what was taken in, until when, and how the result is received. */
import type { FactOf } from './dossier-facts.js';
import type { PaperPart, PaperTable } from './office-paper.js';
import type { SlipAbout } from './official-slip.js';
import { officialTexts } from './official-slip-texts.js';
import { aboutTable, feeTable } from './paper-tables.js';
import { dossierLines, momentLine, signatures, type Line } from './slip-lines.js';

export function receiptSlip(
  about: SlipAbout,
  { receivedAt, promise }: FactOf<'DossierReceived'>,
): readonly PaperPart[] {
  const { state, applicant, language } = about;
  const texts = officialTexts[language];
  const contact: readonly Line[] = [
    [texts.phone, applicant.phone],
    [texts.email, applicant.email],
  ];
  return [
    aboutTable(language, [
      ...dossierLines(about),
      ...contact.filter(([, value]) => value !== ''),
      momentLine(texts.receivedAt, receivedAt),
      momentLine(texts.dueAt, promise.dueAt),
      [texts.delivery, texts.deliveries[state.deliveryMethod]],
    ]),
    ...papersTable(about),
    feeTable(language, state),
    signatures(about, 'submitter', 'receiver'),
  ];
}

/** In the definition's order: on paper by its counts of originals and copies, else how many files. */
function papersTable({ state, definition, language }: SlipAbout): readonly PaperTable[] {
  const [title, originals, copies, files] = officialTexts[language].papers;
  const rows = definition.procedure.attachments.flatMap((paper) => {
    const sent = state.papers.filter((each) => each.paper === paper.key).length;
    const onPaper = state.papersOnPaper.includes(paper.key);
    if (sent === 0 && !onPaper) return [];
    const counts = onPaper ? [paper.originals, paper.copies, sent] : [0, 0, sent];
    return [[language === 'vi' ? paper.nameVi : paper.nameEn, ...counts.map(String)]];
  });
  const columns = [{ title: title ?? '', share: 4 }, ...[originals, copies, files].map((each) => count(each ?? ''))];
  return rows.length === 0 ? [] : [{ kind: 'TABLE', columns, rows }];
}

function count(title: string): PaperTable['columns'][number] {
  return { title, align: 'right' };
}
