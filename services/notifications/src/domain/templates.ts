/** What the applicant is told about, and what each letter and text may say: never a name, number or address in a text. */
import { foldAccents, segmentSms } from '@motcua/vietnam';

export const channels = ['SMS', 'EMAIL'] as const;
export type Channel = (typeof channels)[number];
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** Every notice and what it says; `code` is the dossier's. */
export const notices = {
  'dossier-submitted': ['code'],
  'payment-due': ['code', 'amountVnd'],
  'payment-settled': ['code', 'amountVnd'],
  'dossier-received': ['code', 'dueAt'],
  'result-ready-post': ['code'],
  'result-ready-desk': ['code'],
  'result-ready-electronic': ['code'],
  'shipment-handed-over': ['code', 'trackingNumber'],
  'shipment-delivered': ['code', 'trackingNumber'],
  'dossier-closed': ['code'],
  'dossier-declined': ['code', 'happenedAt'],
  'supplement-requested': ['code', 'answerBy'],
  'supplement-reminded': ['code', 'answerBy'],
  'supplement-answered': ['code', 'happenedAt'],
  'supplement-answered-new-date': ['code', 'previousDueAt', 'dueAt'],
  'dossier-rescheduled': ['code', 'previousDueAt', 'dueAt'],
  'dossier-rejected': ['code', 'happenedAt'],
  'dossier-withdrawn': ['code', 'happenedAt'],
  'withdrawal-asked': ['code', 'happenedAt'],
  'withdrawal-settled': ['code', 'happenedAt'],
  'dossier-stopped': ['code', 'happenedAt'],
  'result-corrected': ['code', 'happenedAt'],
  'result-revoked': ['code', 'happenedAt'],
  'result-reissued': ['code', 'happenedAt'],
  'payment-reminder': ['code', 'amountVnd'],
  'payment-refunded': ['code', 'amountVnd', 'happenedAt'],
  'shipment-out-for-delivery': ['code', 'trackingNumber', 'happenedAt'],
  'shipment-attempt-failed': ['code', 'trackingNumber', 'happenedAt'],
  'shipment-returned': ['code', 'happenedAt'],
  'shipment-lost': ['code', 'trackingNumber'],
  'access-code': ['code', 'accessCode', 'validUntil'],
  'hand-over-code': ['code', 'trackingNumber', 'accessCode'],
  'draft-expiring': ['expiresAt'],
} as const satisfies Readonly<Record<string, readonly PlaceholderName[]>>;
export type NoticeName = keyof typeof notices;

/** What only a letter says: a link in a short message would teach people to follow links in short messages. */
const inLettersOnly: Readonly<Partial<Record<NoticeName, readonly PlaceholderName[]>>> = {
  'draft-expiring': ['resumeUrl'],
};

/** What opens something for whoever holds it: kept encrypted until it is sent. */
export const secretPlaceholders = ['accessCode', 'resumeUrl'] as const;
export type SecretName = (typeof secretPlaceholders)[number];
/** Instants that a text says as a day. */
export const dayPlaceholders = ['dueAt', 'previousDueAt', 'answerBy', 'expiresAt', 'happenedAt'] as const;
type DayName = (typeof dayPlaceholders)[number];
export type PlaceholderName = SecretName | DayName | 'code' | 'amountVnd' | 'trackingNumber' | 'validUntil' | 'name';

/** One text as its file holds it; a letter's first line is its subject. */
export interface Template {
  readonly notice: NoticeName;
  readonly version: number;
  readonly channel: Channel;
  readonly language: Language;
  readonly subject: string;
  readonly body: string;
}

/** By `<notice>/v<version>/<channel>.<language>`. */
export type TemplateSet = ReadonlyMap<string, Template>;

export function templateKey({ notice, version, channel, language }: Omit<Template, 'subject' | 'body'>): string {
  return `${notice}/v${version}/${channel.toLowerCase()}.${language}`;
}

/** What is wrong with the texts, all at once; empty when every notice can be told in every channel and language. */
export function problemsWith(templates: readonly Template[]): readonly string[] {
  const kept = new Set(templates.map(templateKey));
  const missing = templates.flatMap(({ notice, version }) =>
    everyForm(notice, version).filter((key) => !kept.has(key)),
  );
  const never = noticeNames.filter((notice) => !templates.some((template) => template.notice === notice));
  return [
    ...never.map((notice) => `${notice} has no text`),
    ...[...new Set(missing)].map((key) => `${key} is missing`),
    ...templates.flatMap(problemsWithTemplate),
  ];
}

/** New messages are written with the newest version; those already queued keep theirs. */
export function newestVersion(templates: TemplateSet, notice: NoticeName): number {
  const versions = [...templates.values()]
    .filter((template) => template.notice === notice)
    .map(({ version }) => version);
  if (versions.length === 0) throw new Error(`there is no text for ${notice}`);
  return Math.max(...versions);
}

// Object.keys forgets that the keys of a constant are known.
export const noticeNames = Object.keys(notices) as readonly NoticeName[];

export function isNoticeName(name: string): name is NoticeName {
  return Object.hasOwn(notices, name);
}

export const placeholderPattern = /\{\{(\w+)\}\}/g;

/** What is wrong with one text, all at once. */
export function problemsWithTemplate(template: Template): readonly string[] {
  const key = templateKey(template);
  const { required, allowed } = placeholdersOf(template);
  const used = new Set(
    [...`${template.subject}\n${template.body}`.matchAll(placeholderPattern)].map(([, name]) => name ?? ''),
  );
  const isLetter = template.channel === 'EMAIL';
  return [
    ...[...used].filter((name) => !allowed.includes(name)).map((name) => `${key} uses the unknown placeholder ${name}`),
    ...required.filter((name) => !used.has(name)).map((name) => `${key} does not use the placeholder ${name}`),
    ...(/\{\{(?!\w+\}\})|(?<!\{\{\w+)\}\}/.test(`${template.subject}\n${template.body}`)
      ? [`${key} has a brace that opens or closes nothing`]
      : []),
    ...(isLetter ? [] : [...outsideGsm(template.body)].map((sign) => `${key} would cost double for the sign ${sign}`)),
    ...(template.body.trim() === '' ? [`${key} is empty`] : []),
    ...(template.channel === 'EMAIL' && template.subject.trim() === '' ? [`${key} has no subject`] : []),
  ];
}

/** What a text of this notice must say, and what it may. */
export function placeholdersOf({ notice, channel }: Pick<Template, 'notice' | 'channel'>): {
  readonly required: readonly string[];
  readonly allowed: readonly string[];
} {
  const isLetter = channel === 'EMAIL';
  const required = [...notices[notice], ...(isLetter ? (inLettersOnly[notice] ?? []) : [])];
  return { required, allowed: isLetter ? [...required, 'name'] : required };
}

/** Signs that even folding leaves outside GSM-7: one of them makes the whole text UCS-2. */
function outsideGsm(body: string): ReadonlySet<string> {
  return new Set(Array.from(foldAccents(body)).filter((sign) => segmentSms(sign).encoding !== 'GSM-7'));
}

function everyForm(notice: NoticeName, version: number): readonly string[] {
  return channels.flatMap((channel) =>
    languages.map((language) => templateKey({ notice, version, channel, language })),
  );
}
