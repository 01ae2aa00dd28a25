import type { AuditedGateway } from '../gateway-process.js';

/** Something a gateway must refuse, or survive, and what it must say. */
export interface Attack {
  readonly family: Family;
  readonly name: string;
  readonly send: (gateway: AuditedGateway) => Promise<Response>;
  readonly status: number;
  /** Of the first error; null: the request is served, and must be served harmlessly. */
  readonly code: string | null;
  /** Found out only while the operation runs, as a file that does not come. */
  readonly late?: boolean;
}

export type Family =
  | 'too much'
  | 'what a foreign page could send'
  | 'what tells about the graph'
  | 'bad bodies'
  | 'bad values'
  | 'bad files'
  | 'bad tokens';

export const json = { 'content-type': 'application/json' };
export const asked = { 'apollo-require-preflight': 'true' };

export function post(body: unknown, headers: Readonly<Record<string, string>> = json) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ({ url }: AuditedGateway) =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { ...json, ...nextCaller(), ...headers }, body: text });
}

export function get(search: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = asked) {
  return ({ url }: AuditedGateway) =>
    fetch(`${url}/graphql?${new URLSearchParams(search).toString()}`, { headers: { ...nextCaller(), ...headers } });
}

let caller = 0;
/** Each request comes from an address of its own, or the limits per address would answer for all others. */
export function nextCaller(): Record<string, string> {
  caller += 1;
  return { 'x-forwarded-for': `10.${(caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}` };
}

export const many = (count: number, one: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => one(n)).join(between);
