import { readFileSync } from 'node:fs';
import type { Asked } from './mock-answer.js';

const manifest = JSON.parse(
  readFileSync(new URL('../../../gateway/registered-operations.json', import.meta.url), 'utf8'),
) as { readonly operations: readonly { readonly id: string; readonly body: string }[] };
const registered = new Map(manifest.operations.map(({ id, body }) => [id, body]));

/** What a request asks, as JSON or as a GraphQL multipart request; null when it cannot be read, `unknown` by an id that is not registered. */
export async function readAsked(request: Request): Promise<Asked | 'unknown' | null> {
  const body = await bodyOf(request);
  if (typeof body !== 'object' || body === null) return null;
  const id = 'documentId' in body ? body.documentId : undefined;
  const query = 'query' in body ? body.query : typeof id === 'string' ? (registered.get(id) ?? 'unknown') : undefined;
  if (query === 'unknown') return 'unknown';
  if (typeof query !== 'string') return null;
  const variables = 'variables' in body && typeof body.variables === 'object' ? body.variables : null;
  const name = 'operationName' in body ? body.operationName : undefined;
  return {
    query,
    variables: variables === null ? undefined : { ...variables },
    operationName: typeof name === 'string' ? name : undefined,
  };
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') === true;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- for servers, whose bodies are long; a mock's are small
    return isForm ? withFiles(await request.formData()) : await request.json();
  } catch {
    return null; // answered as the gateway does
  }
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec: each file goes to the places that the map names. */
function withFiles(form: FormData): unknown {
  const operations: unknown = JSON.parse(textIn(form, 'operations'));
  const places = JSON.parse(textIn(form, 'map')) as Readonly<Record<string, readonly string[]>>;
  for (const [file, paths] of Object.entries(places)) {
    for (const path of paths) put(operations, path.split('.'), form.get(file));
  }
  return operations;
}

function textIn(form: FormData, name: string): string {
  const text = form.get(name);
  if (typeof text !== 'string') throw new TypeError(`no ${name}`);
  return text;
}

function put(at: unknown, [name = '', ...deeper]: readonly string[], file: unknown): void {
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) throw new TypeError('no such place');
  if (deeper.length === 0) Reflect.set(at, name, file);
  else put(Reflect.get(at, name), deeper, file);
}
