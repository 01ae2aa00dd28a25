import { type DocumentNode, getOperationAST, type GraphQLSchema } from 'graphql';
import Upload from 'graphql-upload/Upload.mjs';
import type { EdgeCode } from './edge-texts.js';
import { type Cost, weigh } from './operation-cost.js';
import { checkDocument, operationLimits, parseWithin } from './operation-limits.js';

/** Lists and objects inside each other; the deepest a client of ours sends is a procedure, 14. */
const deepestVariable = 50;
const remembered = 2_000;
/** Longer ones are few, and cheap beside what they ask. */
const longestRemembered = 20_000;

/** In points of operation-cost.ts; the largest page of a client of ours costs 2,400. */
const mostCost = 10_000;

export type Judgement = { readonly problem: EdgeCode } | { readonly problem: null; readonly cost: number };

/**
 * What is wrong with a request's operation before anything else looks at it, or what it costs. Anything that is not of
 * the right type is left to the server to refuse. A text is judged once and then remembered.
 */
export type RequestJudge = (asked: unknown) => Judgement;

/** What a text is whatever its variables are; `document` is null for what the server will refuse to parse. */
interface Judged {
  readonly problem: EdgeCode | null;
  readonly document: DocumentNode | null;
  /** By the operation's name. */
  readonly costs: Map<string, Cost>;
}

const unread: Judgement = { problem: null, cost: 1 };

/** Which operations may run: all, or those for which it is true. */
export type Allowed = ((document: DocumentNode) => boolean) | null;

export function createRequestJudge(schema: GraphQLSchema, allowed: Allowed = null): RequestJudge {
  const judged = new Map<string, Judged>();
  const judgedText = (query: string): Judged => {
    const known = judged.get(query);
    if (known !== undefined) return known;
    const fresh = judgeText(query, allowed);
    if (query.length > longestRemembered) return fresh;
    const oldest = judged.keys().next();
    if (judged.size >= remembered && oldest.done !== true) judged.delete(oldest.value);
    judged.set(query, fresh);
    return fresh;
  };
  return (asked) => {
    const query = memberOf(asked, 'query');
    if (typeof query !== 'string') return unread;
    const { problem, document, costs } = judgedText(query);
    if (problem !== null) return { problem };
    const variables = memberOf(asked, 'variables');
    if (isDeeperThan(deepestVariable, variables)) return { problem: 'OPERATION_TOO_COMPLEX' };
    const name = memberOf(asked, 'operationName') ?? '';
    if (document === null || typeof name !== 'string') return unread;
    const operation = getOperationAST(document, name === '' ? null : name) ?? null;
    if (operation === null) return { problem: 'UNKNOWN_OPERATION' };
    const cost = costs.get(name) ?? weigh(document, operation, schema);
    costs.set(name, cost);
    const points = cost(readVariables(variables));
    return points > mostCost ? { problem: 'OPERATION_TOO_COMPLEX' } : { problem: null, cost: points };
  };
}

function judgeText(query: string, allowed: Allowed): Judged {
  const document = parseWithin(query, operationLimits.tokens);
  const costs = new Map<string, Cost>();
  if (document === 'TOO_LONG') return { problem: 'OPERATION_TOO_COMPLEX', document: null, costs };
  if (document === 'NOT_GRAPHQL') return { problem: null, document: null, costs };
  if (allowed !== null && !allowed(document)) return { problem: 'OPERATION_NOT_REGISTERED', document, costs };
  return { problem: checkDocument(document), document, costs };
}

function memberOf(asked: unknown, name: string): unknown {
  return typeof asked === 'object' && asked !== null ? Reflect.get(asked, name) : undefined;
}

/** A GET has them as text; what is no JSON is the server's to refuse. */
function readVariables(variables: unknown): Readonly<Record<string, unknown>> {
  if (typeof variables !== 'string') return isPlain(variables) ? variables : {};
  try {
    const read: unknown = JSON.parse(variables);
    return isPlain(read) ? read : {};
  } catch {
    return {}; // the server says why
  }
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
