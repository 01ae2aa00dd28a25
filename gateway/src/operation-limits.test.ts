import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { checkOperation, operationLimits } from './operation-limits.js';

const limits = { tokens: 60, depth: 3, fields: 6, aliases: 2, directives: 2, guessed: ['guess'] };
const check = (source: string): ReturnType<typeof checkOperation> => checkOperation(source, limits);

describe('the size of an operation', () => {
  it.each([
    ['three levels', '{ a { b { c } } }'],
    ['six fields', '{ a b c d e f }'],
    ['two aliases', '{ x: a y: a }'],
    ['two directives', '{ a @x @y }'],
    ['a fragment used twice', '{ ...f x { ...f } } fragment f on T { a b }'],
    ['introspection, however deep', '{ __schema { a { b { c { d { e } } } } } }'],
    ['no GraphQL, which the server explains', '{ a'],
    ['nothing', ''],
  ])('%s is within the limits', (_, source) => {
    expect(check(source)).toBeNull();
  });

  it.each([
    ['a fourth level', '{ a { b { c { d } } } }'],
    ['a fourth level inside fragments', '{ a { ...f } } fragment f on T { b { ... on T { c { d } } } }'],
    ['a seventh field', '{ a b c d e f g }'],
    ['a third alias', '{ x: a y: a z: a }'],
    ['a third directive', 'query ($v: Int @x) @y { a @z }'],
    ['a third directive on fragments', '{ ...f @x ... @y { a } } fragment f on T @z { a }'],
    ['61 tokens', `{ ${'a '.repeat(59)} }`],
    ['much in the second operation', 'query a { a } query b { a b c d e f g }'],
    ['fragments used again and again', '{ ...f ...f ...f ...f } fragment f on T { a b }'],
  ])('%s is too much', (_, source) => {
    expect(check(source)).toBe('OPERATION_TOO_COMPLEX');
  });

  it('is measured quickly where fragments double each other', () => {
    const chain = Array.from({ length: 300 }, (_, n) => `fragment f${n} on T { ...f${n + 1} ...f${n + 1} }`).join(' ');
    const startedAt = performance.now();
    const roomy = { ...limits, tokens: 100_000 };
    expect(checkOperation(`{ ...f0 } ${chain} fragment f300 on T { a }`, roomy)).toBe('OPERATION_TOO_COMPLEX');
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('does not loop on a fragment inside itself', () => {
    expect(check('{ ...f } fragment f on T { a { ...f } }')).toBeNull();
  });
});

describe('guesses', () => {
  it('are counted by field where they stand at the root', () => {
    expect(check('{ guess }')).toBeNull();
    expect(check('{ a { guess } guess }')).toBeNull();
    expect(check('{ guess x: guess }')).toBe('ONE_TRACKING_FIELD_ONLY');
    expect(check('{ ...f ...f } fragment f on Query { guess }')).toBe('ONE_TRACKING_FIELD_ONLY');
  });

  it('are fields of the graph', () => {
    const supergraph = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
    const graph = buildSchema(supergraph, { assumeValidSDL: true });
    const fields = [graph.getQueryType(), graph.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(fields).toEqual(expect.arrayContaining([...operationLimits.guessed]));
  });
});
