import type { Field, OptionSet, Section } from './field.js';
import type { Procedure } from './procedure.js';

type Option = OptionSet['options'][number];

/**
 * False for what lies beyond the ward's guide (`guideScope: false`): it stays in the definition and is switched off
 * everywhere, so that engine, schema, screen and paper offer the same form. Switched on by a version without the flag.
 */
export function isOffered({ guideScope }: { readonly guideScope?: boolean | undefined }): boolean {
  return guideScope !== false;
}

/** The options that may be chosen. */
export function offeredOptions(optionSet: OptionSet | undefined): readonly Option[] {
  return (optionSet?.options ?? []).filter(isOffered);
}

export interface OfferedSection {
  readonly section: Section;
  readonly fields: readonly Field[];
}

/** The sections and fields that are asked at all, in the order of the form; a section without any is left out. */
export function offeredSections({ form }: Procedure): readonly OfferedSection[] {
  return form.sections
    .filter(isOffered)
    .map((section) => ({ section, fields: section.fields.filter(isOffered) }))
    .filter(({ fields }) => fields.length > 0);
}
