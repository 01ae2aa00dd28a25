import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DocumentNode, print } from 'graphql';
import { z } from 'zod';

const Manifest = z.object({
  operations: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), name: z.string(), body: z.string() })),
});

export interface RegisteredOperation {
  readonly id: string;
  readonly name: string;
  readonly body: string;
}

export interface RegisteredOperations {
  readonly all: readonly RegisteredOperation[];
  /** True for the text of one of them, however it is set. */
  readonly has: (document: DocumentNode) => boolean;
  /**
   * Puts the text in place of its id (`documentId`, or `extensions.persistedQuery.sha256Hash` as Apollo's clients name it);
   * false when the request names an operation that is not registered and brings no text.
   */
  readonly fillIn: (asked: unknown) => boolean;
}

export function readRegisteredOperations(): RegisteredOperations {
  const file = new URL('../registered-operations.json', import.meta.url);
  return registeredOperations(Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).operations);
}

export function registeredOperations(all: readonly RegisteredOperation[]): RegisteredOperations {
  const texts = new Map(all.map(({ id, body }) => [id, body]));
  return {
    all,
    has: (document) => texts.has(createHash('sha256').update(print(document)).digest('hex')),
    fillIn(asked) {
      if (typeof asked !== 'object' || asked === null || 'query' in asked) return true;
      const id = idIn(asked);
      if (id === null) return true;
      const text = texts.get(id);
      if (text === undefined) return false;
      Object.assign(asked, { query: text });
      // The server would look for it in a store of its own.
      if ('extensions' in asked) Reflect.deleteProperty(asked, 'extensions');
      return true;
    },
  };
}

function idIn(asked: object): string | null {
  const id = 'documentId' in asked ? asked.documentId : undefined;
  if (typeof id === 'string') return id.replace(/^sha256:/, '');
  const extensions = 'extensions' in asked ? readExtensions(asked.extensions) : undefined;
  const found = PersistedQuery.safeParse(extensions);
  return found.success ? found.data.persistedQuery.sha256Hash : null;
}

const PersistedQuery = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) });

/** A GET has them as text; what is no JSON is the server's to refuse. */
function readExtensions(extensions: unknown): unknown {
  if (typeof extensions !== 'string') return extensions;
  try {
    return JSON.parse(extensions);
  } catch {
    return undefined; // the server says why
  }
}
