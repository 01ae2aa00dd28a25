import { Refusal, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import {
  describeTemplates,
  draftedForms,
  formsOf,
  previewOf,
  type Draft,
  type Preview,
  type PreviewedText,
} from '../domain/preview.js';
import { isNoticeName, newestVersion, placeholdersOf, type Language } from '../domain/templates.js';

const longestText = 2_000;
const longestLetter = 20_000;

export interface PreviewMessage {
  readonly template: string;
  readonly version?: number | null | undefined;
  readonly language: Language;
  readonly draft?: { readonly [Part in keyof Draft]?: string | null | undefined } | null | undefined;
}

export type ShownText = PreviewedText & { readonly priceVnd: number | null };

export interface ShownPreview extends Omit<Preview, 'text' | 'textWithMarks'> {
  readonly template: string;
  readonly version: number;
  readonly language: Language;
  readonly text: ShownText | null;
  readonly textWithMarks: ShownText | null;
}

/** What a message would say and cost. Refused: SIGN_IN_REQUIRED, FORBIDDEN, UNKNOWN_TEMPLATE, DRAFT_TOO_LONG. */
export function previewMessage(
  { templates, smsPartPriceVnd }: Pick<Context, 'templates' | 'smsPartPriceVnd'>,
  viewer: Viewer,
  { template: notice, version: asked, language, draft }: PreviewMessage,
): ShownPreview {
  demandOfficer(viewer);
  if (!isNoticeName(notice)) throw unknownTemplate();
  const version = asked ?? newestVersion(templates, notice);
  const forms = formsOf(templates, { notice, version, language });
  if (forms === null) throw unknownTemplate();
  const { text, textWithMarks, ...preview } = previewOf(draftedForms(forms, limited(draft ?? {})));
  const priced = (one: PreviewedText | null) =>
    one === null ? null : { ...one, priceVnd: smsPartPriceVnd === null ? null : one.parts * smsPartPriceVnd };
  return { template: notice, version, language, ...preview, text: priced(text), textWithMarks: priced(textWithMarks) };
}

/** Refused: SIGN_IN_REQUIRED, FORBIDDEN. */
export function listTemplates({ templates }: Pick<Context, 'templates'>, viewer: Viewer) {
  demandOfficer(viewer);
  return describeTemplates(templates).map(({ notice, newestVersion: newest }) => {
    const { required } = placeholdersOf({ notice, channel: 'EMAIL' });
    return { name: notice, newestVersion: newest, placeholders: [...required] };
  });
}

export function demandOfficer(viewer: Viewer): void {
  if (viewer.kind === 'officer') return;
  if (viewer.kind === 'anonymous') throw new Refusal('SIGN_IN_REQUIRED', 'Please sign in.');
  throw new Refusal('FORBIDDEN', 'Only officers do this.');
}

function limited({ text, subject, letter }: NonNullable<PreviewMessage['draft']>): Draft {
  const lengths = { text: text?.length ?? 0, subject: subject?.length ?? 0, letter: letter?.length ?? 0 };
  const most = { text: longestText, subject: longestText, letter: longestLetter };
  if (lengths.text > most.text || lengths.subject > most.subject || lengths.letter > most.letter) {
    throw new Refusal('DRAFT_TOO_LONG', 'The draft is too long.', { lengths, most });
  }
  return { text: text ?? undefined, subject: subject ?? undefined, letter: letter ?? undefined };
}

function unknownTemplate(): Refusal {
  return new Refusal('UNKNOWN_TEMPLATE', 'There is no such template, or not in this version.');
}
