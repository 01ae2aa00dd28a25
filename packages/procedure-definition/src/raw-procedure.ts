import { isRecord } from './answers.js';
import { pointer } from './definition-problem.js';

/** A part of an unchecked definition with its place. */
export interface RawPart {
  readonly path: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface RawField extends RawPart {
  readonly section: RawPart;
}

export interface RawProcedure {
  readonly root: RawPart;
  readonly sections: readonly RawPart[];
  readonly fields: readonly RawField[];
  /** The first field of each key; later ones are duplicates. */
  readonly byKey: ReadonlyMap<string, RawField>;
  readonly attachments: readonly RawPart[];
  readonly fees: readonly RawPart[];
  readonly steps: readonly RawPart[];
  readonly rules: readonly RawPart[];
}

/** Finds the parts of a definition whatever else is wrong with it, so that one mistake does not hide the others. */
export function readRawProcedure(json: unknown): RawProcedure {
  const root: RawPart = { path: '', value: isRecord(json) ? json : {} };
  const sections = partsOf(child(root, 'form'), 'sections');
  const fields = sections.flatMap((section) => partsOf(section, 'fields').map((field) => ({ ...field, section })));
  return {
    root,
    sections,
    fields,
    byKey: new Map([...fields].reverse().map((field) => [String(field.value['key']), field])),
    attachments: partsOf(root, 'attachments'),
    fees: partsOf(root, 'fees'),
    steps: partsOf(root, 'steps'),
    rules: partsOf(root, 'rules'),
  };
}

/** The objects of a list within a part; anything else in it is the shape check's business. */
export function partsOf(parent: RawPart, key: string): readonly RawPart[] {
  const list = parent.value[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, at) =>
    isRecord(value) ? [{ path: pointer(parent.path, key, at), value }] : [],
  );
}

export function child(parent: RawPart, key: string): RawPart {
  const value = parent.value[key];
  return { path: pointer(parent.path, key), value: isRecord(value) ? value : {} };
}
