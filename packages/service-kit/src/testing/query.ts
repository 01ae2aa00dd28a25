import { identityHeader } from '../identity.js';

export interface QueryError {
  readonly message: string;
  readonly code: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface QueryAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly QueryError[];
  /** Codes of the errors, in order. */
  readonly codes: readonly string[];
  /** What stands at a path of the data, e.g. `startDraft.draft.id` or `offices.nodes.0.id`; undefined where there is nothing. */
  at(path: string): unknown;
  /** The text at a path; throws with the errors when there is none. */
  textAt(path: string): string;
}

/** Asks a subgraph as the gateway would. `url` is the server's root or its /graphql. */
export async function query(
  url: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  identity: string,
): Promise<QueryAnswer> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [identityHeader]: identity },
    body: JSON.stringify({ query: document, variables }),
  });
  return toAnswer(response.status, await response.json());
}

function toAnswer(status: number, body: unknown): QueryAnswer {
  const data = member(body, 'data') ?? null;
  const given = member(body, 'errors');
  const errors = (Array.isArray(given) ? given : []).map(toError);
  const at = (path: string): unknown => path.split('.').reduce(member, data);
  return {
    ...{ status, data, errors, at },
    codes: errors.map(({ code }) => code),
    textAt(path) {
      const found = at(path);
      if (typeof found === 'string') return found;
      throw new Error(`no text at ${path} in ${JSON.stringify({ status, errors, data })}`);
    },
  };
}

function toError(given: unknown): QueryError {
  const path = member(given, 'path');
  const extensions = member(given, 'extensions');
  return {
    message: String(member(given, 'message')),
    code: String(member(extensions, 'code')),
    ...(Array.isArray(path)
      ? { path: path.map((step: unknown) => (typeof step === 'number' ? step : String(step))) }
      : {}),
    extensions: typeof extensions === 'object' && extensions !== null ? { ...extensions } : {},
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
