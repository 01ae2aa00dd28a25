import { setImmediate as othersFirst } from 'node:timers/promises';
import { openDocument, type PrintedDocument } from '@motcua/printed-documents';
import { letterhead, type OfficePaper, type PaperPart, type PaperTable } from '../domain/office-paper.js';

export interface DrawnCode {
  readonly text: string;
  /** The file says it as well, for checking it without a camera: not where it opens something. */
  readonly readable: boolean;
}

/** Rows that take some ten milliseconds to draw. */
const rowsAtOnce = 25;
const linesToSignOn = 3;

/** Drawing takes tens of milliseconds and more: whoever else is served is let in between its parts. */
export async function drawPaper(paper: OfficePaper, code: DrawnCode | null = null): Promise<Buffer> {
  const { language, size, orientation, datedAt: createdAt } = paper;
  const title = `${paper.title} ${paper.number}`;
  const subject = code?.readable === true ? { subject: code.text } : {};
  const page = openDocument({ title, language, size, orientation, createdAt, footer: title, ...subject });
  drawHead(page, paper);
  for (const part of paper.parts) {
    await othersFirst();
    await drawPart(page, part);
  }
  await othersFirst();
  if (paper.code !== null && code !== null) page.qrCode(code.text, { ...paper.code, sideMm: 48 });
  await othersFirst();
  return page.finish();
}

function drawHead(page: PrintedDocument, { office, title }: OfficePaper): void {
  const [name = '', ...reach] = office;
  const centred = { align: 'center', weight: 'bold' } as const;
  page.columns([
    {
      lines: [{ text: name, ...centred }, ...reach.map((text) => ({ text, align: 'center', size: 'small' }) as const)],
    },
    {
      lines: [
        { text: letterhead.country, ...centred },
        { text: letterhead.motto, ...centred, stroke: true },
      ],
    },
  ]);
  page.space(10);
  page.heading(title.toUpperCase(), 1, 'center');
}

async function drawPart(page: PrintedDocument, part: PaperPart): Promise<void> {
  switch (part.kind) {
    case 'HEADING':
      page.heading(part.text, 2);
      return;
    case 'PARAGRAPH':
      page.paragraph(part.text);
      return;
    case 'SMALL_PRINT':
      page.paragraph(part.text, { weight: 'italic', size: 'small', align: 'center' });
      page.space(4);
      return;
    case 'TABLE':
      await drawRows(page, part);
      return;
    case 'LIST':
      page.list(part.items, { numbered: true });
      return;
    case 'SIGNATURES':
      drawSignatures(page, part);
  }
}

async function drawRows(page: PrintedDocument, { columns, rows }: PaperTable): Promise<void> {
  const table = page.openTable(columns);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    table.rows(rows.slice(from, from + rowsAtOnce));
    await othersFirst();
  }
}

function drawSignatures(page: PrintedDocument, { signers, hint }: Extract<PaperPart, { kind: 'SIGNATURES' }>): void {
  const blank = Array.from({ length: linesToSignOn }, () => ({ text: '' }));
  const columns = signers.map((signer) => ({
    lines: [
      { text: signer, align: 'center', weight: 'bold' },
      { text: hint, align: 'center', weight: 'italic', size: 'small' },
      ...blank,
    ] as const,
  }));
  // One alone signs on the right.
  page.columns(columns.length === 1 ? [{ lines: [] }, ...columns] : columns);
}
