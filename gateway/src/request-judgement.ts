import { type DocumentNode, getOperationAST } from 'graphql';
import Upload from 'graphql-upload/Upload.mjs';
import type { EdgeCode } from './edge-texts.js';
import { checkDocument, operationLimits, parseWithin } from './operation-limits.js';

/** Lists and objects inside each other; the deepest a client of ours sends is a procedure, 14. */
const deepestVariable = 50;
const remembered = 2_000;
/** Longer ones are few, and cheap beside what they ask. */
const longestRemembered = 20_000;

/** What is wrong with a text whatever its variables are; `document` is null for what the server will refuse to parse. */
interface Judged {
  readonly problem: EdgeCode | null;
  readonly document: DocumentNode | null;
}

const judged = new Map<string, Judged>();

/**
 * What is wrong with a request's operation before anything else looks at it; null when it may go on. Anything that is not
 * of the right type is left to the server to refuse. A text is judged once and then remembered.
 */
export function judgeRequest(asked: unknown): EdgeCode | null {
  if (typeof asked !== 'object' || asked === null) return null;
  const query = 'query' in asked ? asked.query : undefined;
  if (typeof query !== 'string') return null;
  const { problem, document } = judgedText(query);
  if (problem !== null) return problem;
  if ('variables' in asked && isDeeperThan(deepestVariable, asked.variables)) return 'OPERATION_TOO_COMPLEX';
  const name = 'operationName' in asked ? asked.operationName : undefined;
  if (document === null || (typeof name !== 'string' && name !== undefined && name !== null)) return null;
  return getOperationAST(document, name === '' ? null : name) ? null : 'UNKNOWN_OPERATION';
}

function judgedText(query: string): Judged {
  const known = judged.get(query);
  if (known !== undefined) return known;
  const fresh = judgeText(query);
  if (query.length > longestRemembered) return fresh;
  const oldest = judged.keys().next();
  if (judged.size >= remembered && oldest.done !== true) judged.delete(oldest.value);
  judged.set(query, fresh);
  return fresh;
}

function judgeText(query: string): Judged {
  const document = parseWithin(query, operationLimits.tokens);
  if (document === 'TOO_LONG') return { problem: 'OPERATION_TOO_COMPLEX', document: null };
  if (document === 'NOT_GRAPHQL') return { problem: null, document: null };
  return { problem: checkDocument(document), document };
}

/** Without recursion: what it looks for would end it. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((each) => (isPlain(each) ? Object.values<unknown>(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** A file that is still coming holds streams that hold each other. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Upload);
}
