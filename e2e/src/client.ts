/** A front end's view of Motcua: one GraphQL endpoint, nothing else. */
export interface Client {
  ask<Answer>(document: string, variables?: Record<string, unknown>): Promise<Answer>;
  upload<Answer>(document: string, variables: Record<string, unknown>, file: UploadFile): Promise<Answer>;
}

export interface UploadFile {
  /** Where the file stands in the variables, e.g. `variables.input.file`. */
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An answer with errors, as a program wants it: the first code and everything that came. */
export class GraphQLAnswerError extends Error {
  constructor(
    readonly code: string,
    readonly errors: unknown,
  ) {
    super(`${code}: ${JSON.stringify(errors)}`);
  }
}

export function createClient(endpoint: string, token?: string): Client {
  const headers = {
    'apollo-require-preflight': 'true',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return {
    async ask(document, variables = {}) {
      const body = JSON.stringify({ query: document, variables });
      return answerOf(
        await fetch(endpoint, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }),
      );
    },
    /** https://github.com/jaydenseric/graphql-multipart-request-spec */
    async upload(document, variables, file) {
      const form = new FormData();
      form.append('operations', JSON.stringify({ query: document, variables }));
      form.append('map', JSON.stringify({ 0: [file.path] }));
      form.append('0', new Blob([file.bytes], { type: file.type }), file.name);
      return answerOf(await fetch(endpoint, { method: 'POST', headers, body: form }));
    },
  };
}

interface Wire<Answer> {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const wire = (await response.json()) as Wire<Answer>; // the wire has no types; a wrong shape fails the caller's checks
  if (wire.errors !== undefined)
    throw new GraphQLAnswerError(wire.errors[0]?.extensions?.code ?? 'NO_CODE', wire.errors);
  if (wire.data === undefined || wire.data === null) throw new GraphQLAnswerError(`HTTP_${response.status}`, wire);
  return wire.data;
}
