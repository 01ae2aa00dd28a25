import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What the gateway itself says no with; its texts are in refusals.json, as those of the services are in theirs. */
const edgeCodes = [
  ...(['UNAUTHENTICATED', 'SIGN_IN_REQUIRED', 'SIGN_IN_UNAVAILABLE', 'PREFLIGHT_HEADER_REQUIRED'] as const),
  ...(['OPERATION_TOO_COMPLEX', 'OPERATION_NOT_REGISTERED', 'UNKNOWN_OPERATION', 'ONE_TRACKING_FIELD_ONLY'] as const),
  ...(['RATE_LIMITED', 'TOO_MANY_SUBSCRIPTIONS', 'WRONG_TRANSPORT', 'UNSUPPORTED_CONTENT_TYPE'] as const),
  ...(['BODY_TOO_LARGE', 'BAD_REQUEST', 'NOT_FOUND', 'BAD_MULTIPART', 'FILE_MISSING', 'FILE_TOO_LARGE'] as const),
  ...(['UPLOAD_INTERRUPTED', 'TOO_MANY_FILES', 'ONE_UPLOAD_PER_OPERATION'] as const),
  ...(['SERVICE_UNAVAILABLE', 'SERVICE_TIMEOUT', 'INTERNAL'] as const),
] as const;

export type EdgeCode = (typeof edgeCodes)[number];
export type Language = 'vi' | 'en';

/** What a person reads when something is refused. */
export interface RefusalText {
  readonly message: string;
  /** What they can do now. */
  readonly nextStep: string;
}

const Localized = z.object({ vi: z.string(), en: z.string() });
const Texts = z.record(z.string(), Localized.extend({ nextStep: Localized }));

const texts = Texts.parse(JSON.parse(readFileSync(new URL('../refusal-texts.json', import.meta.url), 'utf8')));
const byLanguage = { vi: textsIn('vi'), en: textsIn('en') };

/** Of any code of the platform; undefined for one that a newer service says than this gateway was built with. */
export function refusalText(code: string, language: Language): RefusalText | undefined {
  return byLanguage[language].get(code);
}

export function edgeText(code: EdgeCode, language: Language): string {
  return edgeRefusal(code, language).message;
}

/** The parts of an error that say no with a code of the gateway's own. */
export function edgeRefusal(
  code: EdgeCode,
  language: Language,
): { readonly message: string; readonly extensions: { readonly code: EdgeCode; readonly nextStep: string } } {
  const text = refusalText(code, language);
  if (text === undefined) throw new Error(`no text for ${code}`);
  return { message: text.message, extensions: { code, nextStep: text.nextStep } };
}

export function isEdgeCode(code: unknown): code is EdgeCode {
  return edgeCodes.some((known) => known === code);
}

/** English only for those who put it before Vietnamese. */
export function languageOf(accepted: string | undefined): Language {
  return /\b(vi|en)\b/i.exec(accepted ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'vi';
}

function textsIn(language: Language): ReadonlyMap<string, RefusalText> {
  return new Map(
    Object.entries(texts).map(([code, { nextStep, ...message }]) => [
      code,
      { message: message[language], nextStep: nextStep[language] },
    ]),
  );
}
