export {
  addDays,
  clockToMs,
  dayFromNumber,
  dayInVietnam,
  dayNumber,
  daysInMonth,
  fullYears,
  instantInVietnam,
  isDay,
  joinDay,
  splitDay,
  type Day,
  type DayParts,
} from './calendar-day.js';
export {
  explainDay,
  isWorkingDay,
  loadNationalCalendar,
  parseWorkingCalendar,
  type CalendarDay,
  type CalendarDayKind,
  type DayExplanation,
  type DayReason,
  type DeskPeriod,
  type Weekday,
  type WorkingCalendar,
} from './working-calendar.js';
export { addWorkingDays, countWorkingDays, rollToWorkingDay } from './working-days.js';
export { addWorkingHours } from './working-hours.js';
export {
  apologyDeadline,
  dueDate,
  pausedDueDate,
  restartedDueDate,
  type ClockDay,
  type DueDate,
  type SupplementWait,
  type TimeAllowed,
} from './due-date.js';
export {
  admitClockFact,
  dossierClock,
  type DossierClock,
  type NotStartedClock,
  type StartedClock,
} from './dossier-clock.js';
export {
  clockStanding,
  filingAnswerDeadline,
  type ClockStanding,
  type Lateness,
  type Reappointment,
} from './dossier-clock-standing.js';
export {
  DossierClockError,
  type ClockEvent,
  type ClockFact,
  type ClockLimit,
  type ClockProblem,
  type SupplementClock,
} from './dossier-clock-facts.js';
export type { DueDateCause, PreviousDueDate } from './dossier-clock-reading.js';
export type { ClockSegment, ClockSegmentKind } from './dossier-clock-segments.js';
export {
  checkAddressUnits,
  findAdministrativeUnit,
  listProvinces,
  listWards,
  searchAdministrativeUnits,
  successorsOf,
  unitsCoded,
  wardsNamed,
  type AdministrativeUnit,
  type UnitSearch,
} from './administrative-units.js';
export { foldAccents, searchKey } from './fold-accents.js';
export { segmentSms, type SmsSegments } from './sms-text.js';
export { parsePersonalId, personalIdAgrees, type Gender, type PersonalId } from './personal-id.js';
export { parsePhone, type Phone, type PhoneProblem } from './phone.js';
export {
  formatDossierCode,
  formatSlipNumber,
  normaliseDossierCode,
  parseDossierCode,
  parseSlipNumber,
  type DossierCode,
} from './dossier-code.js';
export { formatTrackingNumber, parseTrackingNumber, type TrackingNumber } from './tracking-number.js';
export { formatVnd } from './money.js';
