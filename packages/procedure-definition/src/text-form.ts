import type { TextField } from './check-text.js';

/**
 * What every text of a type must look like, whatever pattern its field adds: regular expressions with the `u` flag, the same
 * for the engine and in JSON Schema. Escapes instead of `\p{…}`, so that other validators read them alike.
 */
export const textForms: Readonly<Record<TextField['type'], string>> = {
  // No control characters, line separators, bidirectional marks and overrides, lone surrogates or noncharacters: they show
  // an officer another text than the one that is stored. Zero-width joiners stay, other scripts need them.
  text: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]*$',
  // As text, with tabs and line ends.
  longText:
    '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]*$',
  // Latin letters as civil-status registers write them, composed marks only. So no look-alike from another script, no
  // full-width letter, no zero-width sign, and none of the clicks ǀ ǁ ǂ ǃ that look like | and !.
  personName: "^[A-Za-zÀ-ÖØ-öø-ƿǄ-ɏḀ-ỹ][A-Za-zÀ-ÖØ-öø-ƿǄ-ɏḀ-ỹ' .\\-]*$",
  personalId: '^[0-9A-Za-z]+$',
  phone: '^\\+?[0-9][0-9 ().\\-]*$',
  // As browsers check it; no quoted names, no second address.
  email: "^[0-9A-Za-z.!#$%&'*+\\/=?^_`{|}~\\-]+@[0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)+$",
};
