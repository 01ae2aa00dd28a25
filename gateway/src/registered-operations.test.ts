import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { readRegisteredOperations, registeredOperations } from './registered-operations.js';

const body = print(parse('query Hello { hello }'));
const id = createHash('sha256').update(body).digest('hex');
const { has, fillIn } = registeredOperations([{ id, name: 'Hello', body }]);

describe('a registered operation', () => {
  it.each([
    ['its id', { documentId: id }],
    ['its id with the name of the hash', { documentId: `sha256:${id}` }],
    ['the id as Apollo’s clients tell it', { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
    ['the same by GET', { extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: id } }) }],
  ])('is found by %s', (_, asked) => {
    expect(fillIn(asked)).toBe(true);
    expect(asked).toMatchObject({ query: body });
    expect(asked).not.toHaveProperty('extensions');
  });

  it.each([
    ['documentId', { documentId: 'a'.repeat(64) }],
    ['the name of a prototype', { documentId: '__proto__' }],
    ['hash', { extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } } }],
  ])('is not found by another %s', (_, asked) => expect(fillIn(asked)).toBe(false));

  it.each([null, 7, {}, { query: '{ a }' }, { documentId: 7 }, { extensions: '{' }])(
    'is not looked for in %j',
    (asked) => {
      expect(fillIn(asked)).toBe(true);
    },
  );

  it('is known however its text is set, and no other is', () => {
    expect(has(parse('query Hello{hello} # again'))).toBe(true);
    expect(has(parse('query Hello { hello hello }'))).toBe(false);
  });
});

it('has the hash of its text as its id, in the manifest', () => {
  const { all } = readRegisteredOperations();
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter((each) => createHash('sha256').update(each.body).digest('hex') !== each.id)).toEqual([]);
});
