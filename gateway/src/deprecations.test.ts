import { buildSchema, parse } from 'graphql';
import { deprecationsIn } from './deprecations.js';

const schema = buildSchema(`type Query { a: A old: Int @deprecated(reason: "use a; removed after 2027-06") }
  type A { name: String @deprecated(reason: "use b; removed after 2027-03") b: String c: String @deprecated }`);
const told = (query: string) => deprecationsIn(parse(query), schema);

describe('the headers tell of', () => {
  it('nothing where nothing old is used', () => {
    expect(told('{ a { b } }')).toEqual({ fields: [], sunset: null });
  });

  it('each old field once, and the first end of all', () => {
    expect(told('{ x: old y: old a { ...f } } fragment f on A { name b }')).toEqual({
      fields: ['Query.old', 'A.name'],
      sunset: new Date('2027-04-01T00:00:00.000Z'),
    });
  });

  it('no end where none is set, and nothing of what is not in the graph', () => {
    expect(told('{ a { c unknown } other }')).toEqual({ fields: ['A.c'], sunset: null });
  });
});
