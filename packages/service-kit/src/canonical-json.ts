/**
 * JSON with sorted keys, so that equal data gives equal text. Dates become ISO text and absent members are left out;
 * anything that is not data (a promise, a stream, a class instance) is refused: put a hash of a file in its place.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item ?? null)).join(',')}]`;
  if (!isRecord(value)) throw new TypeError('only data has a canonical form; put a hash in place of a file');
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(',')}}`;
}

/** Plain objects, including those graphql-js builds without a prototype. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Trap: input objects made in another realm (a vm context) have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** JSON text of a value that has one; undefined and functions have none, which the standard library does not type. */
export function jsonText(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') throw new TypeError('only JSON values can be written down');
  return text;
}
