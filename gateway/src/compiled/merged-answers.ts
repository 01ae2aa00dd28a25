import type { Json } from './compiled-operation.js';

/**
 * Puts what a subgraph answered into what is known. Lists of equal length are merged item by item, everything else that is no
 * object replaces what was there. Never touches a prototype, whatever names an answer has.
 */
export function mergeInto(target: Json, source: Json): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined || key === '__proto__') continue;
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeItems(known, value);
    else target[key] = value;
  }
}

/** A copy for each further place: what is merged into one place later must not show in the other. */
export function copyOf(source: Json): Json {
  const copy: Json = {};
  for (const key of Object.keys(source)) if (key !== '__proto__') copy[key] = copyOfValue(source[key]);
  return copy;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mergeItems(known: unknown[], items: readonly unknown[]): void {
  for (let index = 0; index < items.length; index += 1) {
    const [one, other] = [known[index], items[index]];
    if (isObject(one) && isObject(other)) mergeInto(one, other);
    else known[index] = other;
  }
}

function copyOfValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOfValue);
  return isObject(value) ? copyOf(value) : value;
}
