/** What differs between two versions of a procedure, each change with its place and one sentence by the labels people know. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { findChanges, type Found, type Step } from './find-changes.js';
import { knownNames, type KnownNames } from './known-names.js';
import { memberWords } from './member-words.js';
import { labelOf, partsByMember, shorten, thingKinds, type ThingKind, type Words } from './things.js';
import { valueWords } from './value-words.js';

export interface VersionChange {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** JSON pointer into the procedure, `/optionSets` or `/agencies`; things with a key are entered by it. */
  readonly path: string;
  readonly part: string;
  readonly text: Words;
  /** Null where there was, or is, nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every change, in an order that depends on the two definitions alone; none when they are equal. */
export function versionDifference(before: ProcedureDefinition, after: ProcedureDefinition): readonly VersionChange[] {
  return differenceOf(flat(before), flat(after));
}

/** The same for definitions nobody checked: whatever changed in the JSON is covered by a change that names its place. */
export function differenceOf(before: unknown, after: unknown): readonly VersionChange[] {
  const names = knownNames(before, after);
  return findChanges(before, after).map((found) => toChange(found, names));
}

function flat({ procedure, optionSets, agencies }: ProcedureDefinition): Readonly<Record<string, unknown>> {
  return { ...procedure, optionSets, agencies };
}

interface Thing {
  readonly kind: ThingKind;
  readonly step: Step;
}

function toChange(found: Found, names: KnownNames): VersionChange {
  const { kind, steps, before = null, after = null } = found;
  const things = steps.flatMap((step): readonly Thing[] => {
    const thing = step.within !== null && Object.hasOwn(thingKinds, step.within) ? thingKinds[step.within] : undefined;
    return thing === undefined ? [] : [{ kind: thing, step }];
  });
  const last = things.at(-1);
  const members = steps.slice(last === undefined ? 0 : steps.indexOf(last.step) + 1).map(({ name }) => name);
  return {
    ...{ kind, before, after },
    path: steps.map(({ name }) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    part: last?.kind.part ?? partsByMember[steps[0]?.name ?? ''] ?? 'general',
    text: sentence(found, things, members, names),
  };
}

function sentence(
  { kind, reordered, before, after }: Found,
  things: readonly Thing[],
  members: readonly string[],
  names: KnownNames,
): Words {
  const last = things.at(-1);
  if (last !== undefined && members.length === 0) return wholeThing(kind, things, names);
  const about = aboutOf(things, members, names);
  if (reordered) return { vi: `${about.vi} được xếp lại thứ tự.`, en: `${about.en} stands in another order.` };
  const old = valueWords(before, members, names);
  const fresh = valueWords(after, members, names);
  switch (kind) {
    case 'ADDED':
      return fresh === null
        ? { vi: `Thêm ${lowerFirst(about.vi)}.`, en: `${about.en} was added.` }
        : { vi: `Thêm ${lowerFirst(about.vi)}: “${fresh.vi}”.`, en: `${about.en} was added: “${fresh.en}”.` };
    case 'REMOVED':
      return old === null
        ? { vi: `Bỏ ${lowerFirst(about.vi)}.`, en: `${about.en} was removed.` }
        : {
            vi: `Bỏ ${lowerFirst(about.vi)}, trước là “${old.vi}”.`,
            en: `${about.en} was removed; it was “${old.en}”.`,
          };
    case 'CHANGED':
      return old === null || fresh === null
        ? { vi: `${about.vi} thay đổi.`, en: `${about.en} changed.` }
        : {
            vi: `${about.vi} đổi từ “${old.vi}” thành “${fresh.vi}”.`,
            en: `${about.en} changed from “${old.en}” to “${fresh.en}”.`,
          };
  }
}

function wholeThing(kind: Found['kind'], things: readonly Thing[], names: KnownNames): Words {
  const thing = thingWords(things, names);
  switch (kind) {
    case 'ADDED':
      return { vi: `Thêm ${thing.vi}.`, en: `${upperFirst(thing.en)} was added.` };
    case 'REMOVED':
      return { vi: `Bỏ ${thing.vi}.`, en: `${upperFirst(thing.en)} was removed.` };
    case 'CHANGED':
      return { vi: `${upperFirst(thing.vi)} thay đổi.`, en: `${upperFirst(thing.en)} changed.` };
  }
}

/** `Bắt buộc của mục khai “Ngày sinh” (phần “Trẻ em”)`; without a thing the member alone. */
function aboutOf(things: readonly Thing[], members: readonly string[], names: KnownNames): Words {
  const member = memberWords(members);
  if (things.length === 0) return { vi: upperFirst(member.vi), en: upperFirst(member.en) };
  const thing = thingWords(things, names);
  return { vi: upperFirst(`${member.vi} của ${thing.vi}`), en: upperFirst(`${member.en} of ${thing.en}`) };
}

/** The thing by its label as it was known so far, with the one it stands in. */
function thingWords(things: readonly Thing[], names: KnownNames): Words {
  const [inner, outer] = things.slice(-2).reverse();
  if (inner === undefined) return { vi: '', en: '' };
  const thing = named(inner, names);
  if (outer === undefined) return thing;
  const around = named(outer, names);
  return { vi: `${thing.vi} (${around.vi})`, en: `${thing.en} (${around.en})` };
}

function named({ kind, step }: Thing, names: KnownNames): Words {
  const label = labelOf(kind, step.before) ?? labelOf(kind, step.after) ?? labelOfKey(step, names);
  return { vi: `${kind.noun.vi} “${label.vi}”`, en: `${kind.noun.en} “${label.en}”` };
}

function labelOfKey({ name, within, before, after }: Step, names: KnownNames): Words {
  const agency = within === 'grants' || within === 'cooperatingAgencies' ? names.nameOf('agencies', name) : null;
  if (agency !== null) return agency;
  const text = before ?? after;
  const words = typeof text === 'string' ? shorten(text) : /^\d+$/.test(name) ? String(Number(name) + 1) : name;
  return { vi: words, en: words };
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLocaleLowerCase('vi')}${text.slice(1)}`;
}
