import { parse } from 'graphql';
import type { GatewayContext } from '../gateway-context.js';
import { endlessPatience, startPatience } from '../patience.js';
import type { CompiledOperation, Result } from './compiled-operation.js';
import { shareAnswers, type SharedAnswers } from './shared-answers.js';

const asked = { document: parse('query ($id: ID!) { dossier(id: $id) { code } }'), operationName: undefined };
const context: GatewayContext = {
  viewer: { kind: 'citizen', id: 'c-1' },
  callerAddress: '127.0.0.1',
  language: 'vi',
  requestId: 'r-1',
  traceparent: '',
  traceId: '',
  patience: endlessPatience(),
  uploads: { forwarded: false },
  sharesAnswers: true,
};

/** An operation that is answered when a test says so. */
function held(isQuery = true): CompiledOperation & { readonly contexts: GatewayContext[]; answer(): void } {
  const contexts: GatewayContext[] = [];
  const waiting: (() => void)[] = [];
  return {
    isQuery,
    contexts,
    run: (_, given) => {
      contexts.push(given);
      const count = contexts.length;
      return new Promise<Result>((resolve) => waiting.push(() => resolve({ data: { count } })));
    },
    answer: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

function runAll(
  shared: SharedAnswers,
  operation: CompiledOperation,
  contexts: readonly GatewayContext[],
  variables = [{ id: 'd' }],
) {
  return {
    answers: contexts.map((each, index) =>
      shared.run(operation, asked, variables[index % variables.length] ?? {}, each),
    ),
  };
}

describe('the same query while it is under way', () => {
  it('is answered once for one viewer', async () => {
    const operation = held();
    const { answers } = runAll(shareAnswers(), operation, [
      context,
      { ...context, requestId: 'r-2' },
      { ...context, requestId: 'r-3' },
    ]);
    operation.answer();
    expect(await Promise.all(answers.map((answer) => Promise.resolve(answer)))).toEqual(
      Array(3).fill({ data: { count: 1 } }),
    );
  });

  it('is answered for each where answers are not shared, and again once it has been answered', async () => {
    const operation = held();
    const { sharesAnswers, ...plain } = context;
    expect(sharesAnswers).toBe(true);
    runAll(shareAnswers(), operation, [plain, plain]);
    expect(operation.contexts).toHaveLength(2);
    const shared = shareAnswers();
    const [first] = runAll(shared, operation, [context]).answers;
    operation.answer();
    await first;
    runAll(shared, operation, [context]);
    expect(operation.contexts).toHaveLength(4);
  });

  it.each<[string, Partial<GatewayContext>]>([
    ['another viewer', { viewer: { kind: 'citizen', id: 'c-2' } }],
    ['nobody in particular', { viewer: { kind: 'anonymous' } }],
    ['another address', { callerAddress: '192.0.2.7' }],
    ['another language', { language: 'en' }],
  ])('is never shared with %s', (_, otherwise) => {
    const operation = held();
    runAll(shareAnswers(), operation, [context, { ...context, ...otherwise }]);
    expect(operation.contexts).toHaveLength(2);
  });

  it('is another one with other variables or another document', () => {
    const operation = held();
    const shared = shareAnswers();
    runAll(shared, operation, [context, context], [{ id: 'd' }, { id: 'e' }]);
    void shared.run(operation, { ...asked, document: parse('{ other }') }, { id: 'd' }, context);
    expect(operation.contexts).toHaveLength(3);
  });

  it('is not joined after a mutation began or was over, nor a mutation itself', async () => {
    const [query, mutation] = [held(), held(false)];
    const shared = shareAnswers();
    runAll(shared, query, [context]);
    const [first, second] = runAll(shared, mutation, [context, context]).answers;
    runAll(shared, query, [context, context]);
    expect([query.contexts.length, mutation.contexts.length]).toEqual([2, 2]);
    mutation.answer();
    await first;
    await second;
    runAll(shared, query, [context]);
    expect(query.contexts).toHaveLength(3);
  });

  it('is not joined when it has taken long', () => {
    let now = 0;
    const operation = held();
    const shared = shareAnswers(() => now);
    runAll(shared, operation, [context]);
    now = 1_001;
    runAll(shared, operation, [context]);
    expect(operation.contexts).toHaveLength(2);
  });

  it('goes on until the last who waits has gone', () => {
    const operation = held();
    const [one, other] = [startPatience(), startPatience()];
    runAll(
      shareAnswers(),
      operation,
      [one, other].map((patience) => ({ ...context, patience })),
    );
    const [given] = operation.contexts;
    one.end(new Error('gone'));
    expect(given?.patience.over()).toBeNull();
    other.end(new Error('gone as well'));
    expect(given?.patience.over()).toEqual(new Error('gone as well'));
  });
});
