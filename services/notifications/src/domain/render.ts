/** From a text with gaps to the words that are sent: letters keep their marks, short messages lose them by default. */
import { dayInVietnam, foldAccents, formatVnd } from '@motcua/vietnam';
import {
  dayPlaceholders,
  placeholderPattern,
  type Language,
  type PlaceholderName,
  type Template,
} from './templates.js';

/** Raw values, so that each language writes them in its own way: amounts in đồng, instants as ISO 8601. */
export type Values = Readonly<Partial<Record<PlaceholderName, string>>>;

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** The same words for programs that show HTML. */
  readonly html: string;
}

export function renderLetter(template: Template, values: Values): Letter {
  const { subject, body, language } = template;
  return {
    // A header is one line, whatever a value holds.
    subject: fill(subject, values, language).replace(/\s+/g, ' ').trim(),
    text: fill(body, values, language),
    html: page(fill(escaped(body), values, language, inHtml), language),
  };
}

/** Folded to GSM-7: one sign with a mark would make all of it twice as long (3GPP TS 23.038). */
export function renderText(template: Template, values: Values): string {
  return foldAccents(renderTextWithMarks(template, values));
}

/** As it would read with its marks, in UCS-2. */
export function renderTextWithMarks({ body, language }: Template, values: Values): string {
  return fill(body, values, language).replace(/\s+/g, ' ').trim();
}

function fill(
  text: string,
  values: Values,
  language: Language,
  inPlace: (value: string, name: string) => string = (value) => value,
): string {
  return text.replace(placeholderPattern, (_, name: string) => {
    const value = new Map(Object.entries(values)).get(name);
    if (value === undefined) throw new Error(`nothing to put in the place of ${name}`);
    return inPlace(written(name, value, language), name);
  });
}

/** Nothing a value holds becomes markup, and only a link of ours becomes a link. */
function inHtml(value: string, name: string): string {
  return name === 'resumeUrl' ? `<a href="${escaped(value)}">${escaped(value)}</a>` : escaped(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function page(body: string, language: Language): string {
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`);
  const style = 'font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em';
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><body style="${style}">${paragraphs.join('')}</body></html>`;
}

function written(name: string, value: string, language: Language): string {
  if (name === 'amountVnd') return language === 'vi' ? formatVnd(Number(value)) : inEnglish(Number(value));
  if (isDay(name)) return inDays(new Date(value));
  if (name === 'validUntil') return `${clock.format(new Date(value))} ${inDays(new Date(value))}`;
  return value;
}

const isDay = (name: string) => dayPlaceholders.some((day) => day === name);
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' });

function inDays(instant: Date): string {
  return dayInVietnam(instant).split('-').reverse().join('/');
}

function inEnglish(amountVnd: number): string {
  return `${formatVnd(amountVnd).replace(' ₫', '').replaceAll('.', ',')} VND`;
}
