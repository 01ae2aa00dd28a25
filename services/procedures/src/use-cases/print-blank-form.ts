import { setImmediate as othersFirst } from 'node:timers/promises';
import { openDocument, type PrintedDocument, type Writing } from '@motcua/printed-documents';
import type { Language } from '@motcua/procedure-definition';
import { instantInVietnam } from '@motcua/vietnam';
import { blankFormOf, type BlankForm, type FormItem, type FormSection } from '../domain/blank-form.js';
import { formTexts, letterhead } from '../domain/form-texts.js';
import type { PublishedVersion } from '../domain/published-version.js';

const linesToSign = 5;

/** The form of a version as PDF; same version, same bytes. Others are let in between its parts: it takes a while. */
export async function printBlankForm(
  { definition }: Pick<PublishedVersion, 'definition'>,
  language: Language,
): Promise<Buffer> {
  const form = blankFormOf(definition, language);
  const page = openDocument({
    title: `${form.title} (${form.reference})`,
    ...{ language, size: 'A4', footer: `${form.reference} – ${form.title}` },
    createdAt: instantInVietnam(definition.procedure.effectiveFrom),
  });
  drawHead(page, form);
  for (const section of form.sections) await drawSection(page, section);
  await othersFirst();
  drawEnd(page, form);
  await othersFirst();
  return page.finish();
}

function drawHead(page: PrintedDocument, { title, addressedTo, explanation }: BlankForm): void {
  const centred = { weight: 'bold', align: 'center' } as const;
  page.columns([
    {
      lines: [
        { text: letterhead.country, ...centred },
        { text: letterhead.motto, ...centred, stroke: true },
      ],
    },
  ]);
  page.space(8);
  page.heading(title.toUpperCase(), 1, 'center');
  for (const text of explanation) page.paragraph(text, { size: 'small', weight: 'italic', align: 'center' });
  if (addressedTo !== null) page.writingLines({ label: `${addressedTo}:` });
}

async function drawSection(page: PrintedDocument, { title, note, groups }: FormSection): Promise<void> {
  page.heading(title, 2);
  if (note !== null) page.paragraph(note, { weight: 'italic' });
  for (const group of groups) {
    await othersFirst();
    if (group.note !== null) page.paragraph(group.note, { size: 'small', weight: 'italic' });
    for (const item of group.items) drawItem(page, item);
  }
}

function drawItem(page: PrintedDocument, { label, hints, space }: FormItem): void {
  const writing: Writing = { label, hints };
  switch (space.kind) {
    case 'lines':
      page.writingLines(writing, space.count);
      return;
    case 'squares':
      page.writingSquares(writing, space.groups);
      return;
    case 'boxes':
      page.tickBoxes(writing, space.options);
      return;
    case 'statement':
      page.tickBoxes({ label: '', hints }, [label]);
      return;
    case 'table':
      page.tickBoxes(writing, []);
      page.table(
        space.columns.map((title) => ({ title })),
        Array.from({ length: space.rows }, () => []),
      );
      return;
  }
}

function drawEnd(page: PrintedDocument, { language, papers, legalBasis }: BlankForm): void {
  const texts = formTexts[language];
  if (papers.length > 0) page.heading(texts.papers, 2);
  page.list(papers, { numbered: true });
  if (legalBasis.length > 0) page.heading(texts.legalBasis, 2);
  page.list(legalBasis);
  page.space(10);
  const centred = { align: 'center' } as const;
  const lines = [
    { text: texts.placeAndDay, weight: 'italic', ...centred },
    { text: texts.applicant, weight: 'bold', ...centred },
    { text: texts.sign, weight: 'italic', size: 'small', ...centred },
    ...Array.from({ length: linesToSign }, () => ({ text: '' })),
  ] as const;
  page.columns([{ lines: [] }, { lines }]);
}
