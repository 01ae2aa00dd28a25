import { changesSince } from './api-pages.mjs';
import { read } from './house/sources.js';

const small = 'type Query { a(first: Int): A b: String } type A { id: ID! }';

describe('the schema that clients were given', () => {
  it('is kept: whoever was written for it goes on working', () => {
    const { breaking } = changesSince(
      read('docs/api/released-schema.graphql'),
      read('docs/generated/api-schema.graphql'),
    );
    expect(breaking).toEqual([]);
  });

  it.each([
    ['a field that is gone', 'type Query { a(first: Int): A } type A { id: ID! }'],
    ['an argument that must be given', 'type Query { a(first: Int!): A b: String } type A { id: ID! }'],
    ['a value that may be missing', 'type Query { a(first: Int): A b: String } type A { id: ID }'],
  ])('would not be with %s', (_, next) => expect(changesSince(small, next).breaking).toHaveLength(1));

  it('may grow', () => {
    const { breaking, added } = changesSince(small, `${small} extend type A { name: String }`);
    expect({ breaking, added }).toEqual({ breaking: [], added: ['A.name'] });
  });
});
