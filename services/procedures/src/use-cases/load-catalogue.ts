import type { Cause } from '@motcua/service-kit/pure';
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { Stores } from '../context.js';
import { calendarId, publishCalendar } from '../domain/calendar.js';
import { registerOffice, type Office } from '../domain/office.js';
import { publishVersion, versionIdOf } from '../domain/version.js';

export interface CatalogueFiles {
  readonly definitions: readonly ProcedureDefinition[];
  readonly offices: readonly Office[];
  readonly calendar: WorkingCalendar;
}

/**
 * Publishes what the files bring and the stores do not hold yet; loading the same files again changes nothing.
 * @throws Refusal VERSION_IMMUTABLE when a file changed without a new version number
 */
export async function loadCatalogue(stores: Stores, files: CatalogueFiles, at: Date): Promise<void> {
  for (const definition of files.definitions) {
    const { code, version, effectiveFrom } = definition.procedure;
    const id = versionIdOf(code, version);
    const content = { code, version, effectiveFrom, definitionJson: JSON.stringify(definition) };
    await stores.versions.execute(id, loading(id, at), (state) => publishVersion(state, content, at));
  }
  for (const office of files.offices) {
    await stores.offices.execute(office.id, loading(office.id, at), (state) => registerOffice(state, office));
  }
  const { asOf } = files.calendar;
  const json = JSON.stringify(files.calendar);
  await stores.calendars.execute(calendarId, loading(calendarId, at), (state) => publishCalendar(state, asOf, json));
}

/** Each start is a cause of its own: what it finds unchanged it leaves alone by the rule, not by having been seen. */
function loading(id: string, at: Date): Cause {
  return { id: `load:${id}:${at.toISOString()}`, actor: { kind: 'system', id: 'catalogue' }, at };
}
