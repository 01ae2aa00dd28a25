/** The register of an office: a row per dossier that it received (mẫu 07, sổ theo dõi hồ sơ). */
import { Refusal } from '@motcua/service-kit/pure';
import { addDays, dayNumber, instantInVietnam, isDay } from '@motcua/vietnam';
import type { FiledDossier } from './dossier.js';
import { deskRegisterTexts } from './desk-register-texts.js';
import { dayInWords, momentInWords } from './moment-in-words.js';
import { legible, officeLines, type OfficePaper, type PaperLanguage, type PaperOffice } from './office-paper.js';

/** Both days are in it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const mostDays = 31;
/** A busy ward receives some hundred a day. */
export const mostRows = 5_000;

export function requirePeriod({ from, to }: Period): void {
  const days = isDay(from) && isDay(to) ? dayNumber(to) - dayNumber(from) + 1 : 0;
  if (days < 1 || days > mostDays) throw periodOutOfRange({ most: mostDays });
}

export function requireRows(rows: number): void {
  if (rows > mostRows) throw periodOutOfRange({ mostRows });
}

export function instantsOf({ from, to }: Period): { readonly from: Date; readonly until: Date } {
  return { from: instantInVietnam(from, '00:00'), until: instantInVietnam(addDays(to, 1), '00:00') };
}

export interface RegisterAbout {
  readonly period: Period;
  readonly officeId: string;
  readonly office: PaperOffice | null;
  readonly rows: readonly (readonly string[])[];
  readonly printedAt: Date;
  readonly language: PaperLanguage;
}

export function deskRegister({ period, officeId, office, rows, printedAt, language }: RegisterAbout): OfficePaper {
  const texts = deskRegisterTexts[language];
  const { from, until } = instantsOf(period);
  const lastDay = new Date(until.getTime() - 1);
  return {
    ...{ language, size: 'A4', orientation: 'landscape', title: texts.title, datedAt: printedAt },
    number: `${dayInWords(from)} – ${dayInWords(lastDay)}`,
    office: officeLines(office, officeId, language),
    parts: [
      { kind: 'SMALL_PRINT', text: texts.period(dayInWords(from), dayInWords(lastDay), momentInWords(printedAt)) },
      {
        kind: 'TABLE',
        columns: texts.columns.map(([title, share]) => ({ title, share })),
        rows: rows.map((row, at) => [String(at + 1), ...row, '']),
      },
    ],
    code: null,
  };
}

/** Without its number and the place to sign. */
export function registerRow(
  state: FiledDossier,
  about: { readonly applicantName: string | null; readonly procedureName: string },
  language: PaperLanguage,
): readonly string[] {
  const texts = deskRegisterTexts[language];
  const ended = 'endedAt' in state ? state.endedAt : null;
  return [
    state.code,
    about.procedureName,
    about.applicantName === null ? texts.erased : legible(about.applicantName),
    'receivedAt' in state ? momentInWords(state.receivedAt) : '',
    'dueAt' in state ? momentInWords(state.dueAt) : '',
    momentOrNothing('signedAt' in state ? state.signedAt : ended),
    momentOrNothing('handedOverAt' in state ? state.handedOverAt : null),
    ended === null ? texts.deliveries[state.deliveryMethod] : texts.endings[endingOf(state)],
  ];
}

type Ending = keyof (typeof deskRegisterTexts)['vi']['endings'];

function endingOf(state: FiledDossier): Ending {
  const outcome = state.status === 'CLOSED' ? state.outcome : state.status;
  return outcome === 'DECLINED' || outcome === 'REJECTED' || outcome === 'WITHDRAWN' ? outcome : 'STOPPED';
}

function momentOrNothing(at: Date | null): string {
  return at === null ? '' : momentInWords(at);
}

function periodOutOfRange(details: Readonly<Record<string, number>>): Refusal {
  const message = `A register is for 1 to ${String(mostDays)} days and at most ${String(mostRows)} dossiers.`;
  return new Refusal('PERIOD_OUT_OF_RANGE', message, details);
}
