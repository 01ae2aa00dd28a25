import { readFileSync } from 'node:fs';

interface Localized {
  readonly vi: string;
  readonly en: string;
}

/** The platform's own texts, by code. */
const texts = JSON.parse(
  readFileSync(new URL('../../../gateway/refusal-texts.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Localized & { readonly nextStep: Localized }>>;

export const isRefusal = (code: string): boolean => Object.hasOwn(texts, code);

/** An error with the texts of its code, as the platform would say it. */
export function refusalOf(code: string, language: 'vi' | 'en'): object {
  const text = texts[code];
  if (text === undefined) throw new Error(`no refusal ${code}`);
  const { nextStep, ...message } = text;
  return { message: message[language], extensions: { code, nextStep: nextStep[language], traceId: '0'.repeat(32) } };
}
