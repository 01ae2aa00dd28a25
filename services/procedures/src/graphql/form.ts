import { toJsonSchema, toUiSchema, type JsonSchema, type Language } from '@motcua/procedure-definition';
import type { PublishedVersion } from '../domain/published-version.js';

/** Forms by version and language; a version never changes, so they are made once. */
const forms = new WeakMap<PublishedVersion, Map<string, JsonSchema>>();

export function formSchemaOf(version: PublishedVersion, language: Language): JsonSchema {
  return made(version, `schema ${language}`, () => toJsonSchema(version.definition, language));
}

export function uiSchemaOf(version: PublishedVersion, language: Language): JsonSchema {
  return made(version, `layout ${language}`, () => toUiSchema(version.definition, language));
}

function made(version: PublishedVersion, name: string, make: () => JsonSchema): JsonSchema {
  const known = forms.get(version) ?? new Map<string, JsonSchema>();
  forms.set(version, known);
  const form = known.get(name) ?? make();
  known.set(name, form);
  return form;
}
