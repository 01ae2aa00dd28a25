import { CalendarChanged, OfficeChanged, ProcedurePublished, ProcedureRetired } from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import { calendarId, type CalendarFact } from '../domain/calendar.js';
import type { OfficeFact } from '../domain/office.js';
import type { RetirementFact } from '../domain/retirement.js';
import { procedureIdOf, type VersionFact } from '../domain/version.js';

/** The catalogue is public: everything about it may be told. */
export function publishedVersion(fact: VersionFact): readonly Published[] {
  const { code, version, effectiveFrom, publishedAt, definitionJson } = fact;
  const { procedure, optionSets, agencies } = JSON.parse(definitionJson) as Record<
    'procedure' | 'optionSets' | 'agencies',
    Record<string, unknown>
  >; // written by this service alone
  const about = {
    procedureId: procedureIdOf(code),
    code,
    version,
    effectiveFrom,
    publishedAt: publishedAt.toISOString(),
  };
  return [
    publish(
      ProcedurePublished,
      { ...about, definition: procedure, optionSets, agencies },
      { key: `${code}@${version}` },
    ),
  ];
}

export function publishedOffice({ office: { id, procedureCodes, ...office } }: OfficeFact): readonly Published[] {
  return [publish(OfficeChanged, { officeId: id, ...office, procedureCodes: [...procedureCodes] }, { key: id })];
}

export function publishedCalendar({ asOf, json }: CalendarFact): readonly Published[] {
  const calendar = JSON.parse(json) as Record<string, unknown>; // written by this service alone
  return [publish(CalendarChanged, { calendarId, asOf, calendar }, { key: calendarId })];
}

export function publishedRetirement({ code, retiredFrom }: RetirementFact): readonly Published[] {
  const procedureId = procedureIdOf(code);
  // A key of its own: on a compacted topic a version's key would make the version disappear.
  return [publish(ProcedureRetired, { procedureId, code, retiredFrom }, { key: procedureId })];
}
