/** The labels behind the keys of two definitions: what people know a field, an option, a step or an agency by. */
import { isRecord } from '../json-record.js';
import { labelOf, thingKinds, type Words } from './things.js';

export interface KnownNames {
  /** The label of a key of that list or record; null when nothing has that key. */
  nameOf(list: NamedList, key: string): Words | null;
  /** The label of an option by the field that offers it. */
  optionOf(field: string, value: string): Words | null;
}

export type NamedList = 'fields' | 'attachments' | 'fees' | 'steps' | 'agencies' | 'optionSets';

/** Newer labels stand before older ones. @param definitions `{ procedure…, optionSets, agencies }`, the older first */
export function knownNames(...definitions: readonly unknown[]): KnownNames {
  const names = new Map<string, Words>();
  const optionsOf = new Map<string, string>();
  const note = (list: string, key: unknown, json: unknown): void => {
    const kind = thingKinds[list];
    const label = kind === undefined ? null : labelOf(kind, json);
    if (typeof key === 'string' && label !== null) names.set(`${list} ${key}`, label);
  };
  for (const definition of definitions) {
    for (const list of ['attachments', 'fees', 'steps']) {
      for (const thing of listIn(definition, list)) note(list, memberOf(thing, 'key'), thing);
    }
    for (const field of fieldsIn(definition)) {
      const key = memberOf(field, 'key');
      note('fields', key, field);
      const options = memberOf(field, 'options');
      if (typeof key === 'string' && typeof options === 'string') optionsOf.set(key, options);
    }
    for (const list of ['agencies', 'optionSets']) {
      for (const [key, thing] of Object.entries(recordIn(definition, list))) note(list, key, thing);
    }
    for (const [set, json] of Object.entries(recordIn(definition, 'optionSets'))) {
      for (const option of listIn(json, 'options'))
        note('options', `${set} ${String(memberOf(option, 'value'))}`, option);
    }
  }
  return {
    nameOf: (list, key) => names.get(`${list} ${key}`) ?? null,
    optionOf: (field, value) => names.get(`options ${optionsOf.get(field) ?? ''} ${value}`) ?? null,
  };
}

function fieldsIn(definition: unknown): readonly unknown[] {
  const fields = listIn(memberOf(definition, 'form'), 'sections').flatMap((section) => listIn(section, 'fields'));
  return fields.flatMap((field) => [field, ...listIn(field, 'itemFields')]);
}

function memberOf(json: unknown, name: string): unknown {
  return isRecord(json) && Object.hasOwn(json, name) ? json[name] : undefined;
}

function listIn(json: unknown, name: string): readonly unknown[] {
  const list = memberOf(json, name);
  return Array.isArray(list) ? list : [];
}

function recordIn(json: unknown, name: string): Readonly<Record<string, unknown>> {
  const record = memberOf(json, name);
  return isRecord(record) ? record : {};
}
