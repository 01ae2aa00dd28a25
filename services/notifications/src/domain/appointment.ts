/** The day the applicant was promised, as an entry of their calendar: one entry for a dossier, each change a later sequence. */
import { dayInVietnam, type Day } from '@motcua/vietnam';
import { dossierIdOf } from './correspondence-id.js';
import type { Language } from './templates.js';

export interface Appointment {
  readonly dueAt: Date;
  /** From 0; a calendar believes the highest (RFC 5545 section 3.8.7.4). */
  readonly sequence: number;
  readonly isCancelled: boolean;
}

/** What a notice does to it: another day, or null when there will be none. */
export interface AppointmentChange {
  readonly dueAt: string | null;
}

/** Undefined when there is nothing to tell a calendar. */
export function changedAppointment(
  before: Appointment | undefined,
  change: AppointmentChange | undefined,
): Appointment | undefined {
  if (change === undefined) return undefined;
  const sequence = before === undefined ? 0 : before.sequence + 1;
  if (change.dueAt !== null) return { dueAt: new Date(change.dueAt), sequence, isCancelled: false };
  return before === undefined || before.isCancelled ? undefined : { dueAt: before.dueAt, sequence, isCancelled: true };
}

/** An entry as a calendar gets it. */
export interface CalendarEntry {
  /** The same for every change of one appointment. */
  readonly uid: string;
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** A whole day in Vietnam. */
  readonly day: Day;
  readonly title: string;
  readonly writtenAt: Date;
}

export function calendarEntryOf(
  { dueAt, sequence, isCancelled }: Appointment,
  { messageId, queuedAt, code, language }: AboutEntry,
): CalendarEntry {
  const title = language === 'vi' ? `Hẹn trả kết quả hồ sơ ${code}` : `Result of application ${code} is due`;
  const uid = `${dossierIdOf(messageId) ?? messageId}@motcua`;
  return { uid, sequence, isCancelled, day: dayInVietnam(dueAt), title, writtenAt: queuedAt };
}

interface AboutEntry {
  readonly messageId: string;
  readonly queuedAt: Date;
  readonly code: string;
  readonly language: Language;
}
