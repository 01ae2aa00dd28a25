import type { ShownPreview, ShownText } from '../use-cases/preview-message.js';
import type { Language } from '../domain/templates.js';
import type * as graph from './generated/resolvers.js';

export function languageOf(language: graph.MessageLanguage): Language {
  return language === 'VI' ? 'vi' : 'en';
}

export function toLanguage(language: Language): graph.MessageLanguage {
  return language === 'vi' ? 'VI' : 'EN';
}

export function toPreview({ text, textWithMarks, language, ...preview }: ShownPreview): graph.MessagePreview {
  return {
    ...preview,
    language: toLanguage(language),
    problems: [...preview.problems],
    text: toText(text),
    textWithMarks: toText(textWithMarks),
  };
}

function toText(text: ShownText | null): graph.TextPreview | null {
  return text === null ? null : { ...text, encoding: text.encoding === 'GSM-7' ? 'GSM_7' : 'UCS_2' };
}
