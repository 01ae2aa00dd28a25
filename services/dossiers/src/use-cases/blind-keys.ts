import { contactOf, subjectsOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import type { Filing } from '../domain/dossier-facts.js';
import type { Draft } from '../domain/draft.js';
import { duplicateTexts, personTexts, searchedPersonTexts } from '../domain/person-keys.js';

type Vaulted = Pick<Context, 'vault'>;

type Written = Pick<Draft, 'procedureCode' | 'answers'>;

/** Keyed hashes by which a dossier is found without anybody reading it; each purpose has hashes of its own. */
export function blindKeysOf(
  context: Vaulted,
  definition: ProcedureDefinition,
  written: Written,
): Pick<Filing, 'duplicateKeys' | 'personKeys'> {
  const people = personTexts(contactOf(definition, written.answers), subjectsOf(definition, written.answers));
  return {
    duplicateKeys: duplicateKeysOf(context, definition, written),
    personKeys: people.map((text) => context.vault.blindIndex('person', text)),
  };
}

export function receiptKeyOf({ vault }: Vaulted, receiptToken: string): string {
  return vault.blindIndex('receipt', receiptToken);
}

/** The people a draft is about, under its procedure. */
export function duplicateKeysOf(
  { vault }: Vaulted,
  definition: ProcedureDefinition,
  { procedureCode, answers }: Written,
): readonly string[] {
  const texts = duplicateTexts(procedureCode, subjectsOf(definition, answers));
  return texts.map((text) => vault.blindIndex('duplicate', text));
}

/** For a personal id or a phone number as somebody typed it; none for anything else. */
export function searchedPersonKeys({ vault }: Vaulted, typed: string): readonly string[] {
  return searchedPersonTexts(typed).map((text) => vault.blindIndex('person', text));
}
