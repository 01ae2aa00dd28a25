import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface OperationLimits {
  readonly tokens: number;
  /** Fields inside fields; introspection is not counted, it is either off or for developers. */
  readonly depth: number;
  /** Counted where they are used: a fragment spread twice counts twice. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Root fields of which an operation may hold one in all, by field and not by alias: each is a guess at a secret. */
  readonly guessed: readonly string[];
}

/** About four times what the largest page of a client of ours asks. */
export const operationLimits: OperationLimits = {
  tokens: 2_000,
  depth: 10,
  fields: 400,
  aliases: 30,
  directives: 20,
  guessed: ['trackDossier', 'requestAccessCode', 'confirmAccessCode', 'redeemReceipt', 'resumeDraft'],
};

export type LimitProblem = 'OPERATION_TOO_COMPLEX' | 'ONE_TRACKING_FIELD_ONLY';

/**
 * What is wrong with the size of a document, before anything else looks at it; null when it is within the limits. A text
 * that is no GraphQL is within them: the server says what is wrong with it.
 */
export function checkOperation(source: string, limits: OperationLimits = operationLimits): LimitProblem | null {
  const document = parseWithin(source, limits.tokens);
  if (document === 'TOO_LONG') return 'OPERATION_TOO_COMPLEX';
  return document === 'NOT_GRAPHQL' ? null : checkDocument(document, limits);
}

/** The same of a document that was parsed within the limit of tokens. */
export function checkDocument(document: DocumentNode, limits: OperationLimits = operationLimits): LimitProblem | null {
  const measure = measureIn(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure(definition.selectionSet);
    const variableDirectives = (definition.variableDefinitions ?? []).flatMap(({ directives }) => directives ?? []);
    const directives = size.directives + (definition.directives?.length ?? 0) + variableDirectives.length;
    const tooMuch =
      size.depth > limits.depth ||
      size.fields > limits.fields ||
      size.aliases > limits.aliases ||
      directives > limits.directives;
    if (tooMuch) return 'OPERATION_TOO_COMPLEX';
    const guesses = size.names.filter((name) => limits.guessed.includes(name));
    if (guesses.length > 1) return 'ONE_TRACKING_FIELD_ONLY';
  }
  return null;
}

/** What a selection amounts to once its fragments are put in place. */
interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Names of the outermost fields. */
  readonly names: readonly string[];
}

const nothing: Size = { depth: 0, fields: 0, aliases: 0, directives: 0, names: [] };
/** Sums stop growing here, so that fragments which double each other stay cheap to measure. */
const plenty = 1_000_000;
const namesKept = 1_000;

export function parseWithin(source: string, maxLexicalTokens: number): DocumentNode | 'TOO_LONG' | 'NOT_GRAPHQL' {
  try {
    return parse(source, { maxLexicalTokens, noLocation: true });
  } catch (error) {
    // graphql-js has no code for this; its own limit is set a little higher, so a changed text cannot open the door.
    if (error instanceof GraphQLError && error.message.includes('Parsing aborted')) return 'TOO_LONG';
    // Two thousand brackets inside each other fill the stack before the tokens are counted.
    return error instanceof RangeError ? 'TOO_LONG' : 'NOT_GRAPHQL';
  }
}

function measureIn(document: DocumentNode): (selectionSet: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Size>();
  const ofFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, nothing); // a fragment inside itself is refused by validation; here it only must not loop
    const fragment = fragments.get(name);
    const size = fragment === undefined ? nothing : withDirectives(fragment, ofSet(fragment.selectionSet));
    measured.set(name, size);
    return size;
  };
  const ofSet = (selectionSet: SelectionSetNode): Size => selectionSet.selections.map(ofSelection).reduce(add, nothing);
  const ofSelection = (selection: SelectionNode): Size => {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection);
      case Kind.INLINE_FRAGMENT:
        return withDirectives(selection, ofSet(selection.selectionSet));
      case Kind.FRAGMENT_SPREAD:
        return withDirectives(selection, ofFragment(selection.name.value));
    }
  };
  const ofField = (field: SelectionNode & { kind: Kind.FIELD }): Size => {
    const name = field.name.value;
    const inside = field.selectionSet === undefined ? nothing : ofSet(field.selectionSet);
    const introspects = name === '__schema' || name === '__type';
    return withDirectives(field, {
      depth: introspects ? 1 : inside.depth + 1,
      fields: capped(inside.fields + 1),
      aliases: capped(inside.aliases + (field.alias === undefined ? 0 : 1)),
      directives: inside.directives,
      names: [name],
    });
  };
  return ofSet;
}

function withDirectives({ directives = [] }: { readonly directives?: readonly unknown[] }, size: Size): Size {
  return { ...size, directives: capped(size.directives + directives.length) };
}

function add(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: capped(one.fields + other.fields),
    aliases: capped(one.aliases + other.aliases),
    directives: capped(one.directives + other.directives),
    names: [...one.names, ...other.names].slice(0, namesKept),
  };
}

function capped(sum: number): number {
  return Math.min(sum, plenty);
}
