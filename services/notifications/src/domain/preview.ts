/** What a message would say and cost, before anybody gets it: filled with samples, or a draft and what is wrong with it. */
import { segmentSms } from '@motcua/vietnam';
import { renderLetter, renderText, renderTextWithMarks, type Letter, type Values } from './render.js';
import {
  newestVersion,
  noticeNames,
  problemsWithTemplate,
  templateKey,
  type Language,
  type NoticeName,
  type Template,
  type TemplateSet,
} from './templates.js';

const sampleValues: Values = {
  code: 'H26.153-261123-0001',
  amountVnd: '44000',
  dueAt: '2026-12-01T10:00:00.000Z',
  previousDueAt: '2026-11-27T10:00:00.000Z',
  answerBy: '2026-12-25T10:00:00.000Z',
  happenedAt: '2026-11-24T03:00:00.000Z',
  expiresAt: '2026-12-22T18:00:00.000Z',
  validUntil: '2026-11-24T03:10:00.000Z',
  trackingNumber: 'EA987654326VN',
  accessCode: '123456',
  resumeUrl: 'https://dichvucong.example.vn/resume#sample',
  name: 'Nguyễn Văn Mẫu',
};

export interface Preview {
  readonly problems: readonly string[];
  /** Null while something is wrong with them. */
  readonly text: PreviewedText | null;
  readonly textWithMarks: PreviewedText | null;
  readonly letter: Letter | null;
}

export interface PreviewedText {
  readonly words: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  readonly parts: number;
}

/** Other words for a notice, to be looked at before they are published; what is left out stays as it is. */
export interface Draft {
  readonly text?: string | undefined;
  readonly subject?: string | undefined;
  readonly letter?: string | undefined;
}

/** The two forms of a notice in one language; null when there is no such version. */
export interface Forms {
  readonly text: Template;
  readonly letter: Template;
}

export function formsOf(
  templates: TemplateSet,
  { notice, version, language }: { readonly notice: NoticeName; readonly version: number; readonly language: Language },
): Forms | null {
  const text = templates.get(templateKey({ notice, version, channel: 'SMS', language }));
  const letter = templates.get(templateKey({ notice, version, channel: 'EMAIL', language }));
  return text === undefined || letter === undefined ? null : { text, letter };
}

export function draftedForms({ text, letter }: Forms, draft: Draft): Forms {
  return {
    text: { ...text, body: draft.text ?? text.body },
    letter: { ...letter, subject: draft.subject ?? letter.subject, body: draft.letter ?? letter.body },
  };
}

export function previewOf({ text, letter }: Forms): Preview {
  const wrongText = problemsWithTemplate(text);
  const wrongLetter = problemsWithTemplate(letter);
  const isRight = wrongText.length === 0;
  return {
    problems: [...wrongText, ...wrongLetter],
    text: isRight ? counted(renderText(text, sampleValues)) : null,
    textWithMarks: isRight ? counted(renderTextWithMarks(text, sampleValues)) : null,
    letter: wrongLetter.length === 0 ? renderLetter(letter, sampleValues) : null,
  };
}

export interface DescribedTemplate {
  readonly notice: NoticeName;
  readonly newestVersion: number;
}

/** Every notice there is, by name. */
export function describeTemplates(templates: TemplateSet): readonly DescribedTemplate[] {
  return [...noticeNames].sort().map((notice) => ({ notice, newestVersion: newestVersion(templates, notice) }));
}

function counted(words: string): PreviewedText {
  return { words, ...segmentSms(words) };
}
