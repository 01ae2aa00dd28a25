import { buildSchema, coerceInputValue, GraphQLError, parse, validate } from 'graphql';
import { withoutValues } from './value-free.js';

const schema = buildSchema(`
  scalar Date
  enum Colour { RED }
  input Person { name: String!, born: Date, colour: Colour, cards: Int }
  type Query { find(person: Person, id: ID, colour: Colour, cards: Int, born: Date): Boolean }`);

/** What graphql-js says of a document, or of a variable of type Person. */
function saidOf(document: string): readonly string[] {
  try {
    return validate(schema, parse(document)).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}
function saidOfVariable(person: unknown): readonly string[] {
  const type = schema.getType('Person');
  const messages: string[] = [];
  if (type === undefined || !('getFields' in type) || !('isOneOf' in type)) throw new Error('no input type');
  coerceInputValue(person, type, (path, value, error) => {
    const place = path.length === 0 ? '' : ` at "person.${path.join('.')}"`;
    messages.push(`Variable "$person" got invalid value ${JSON.stringify(value)}${place}; ${error.message}`);
  });
  return messages;
}

const secret = 'Chimyen';

describe('a message about a value', () => {
  it.each([
    ['an input field that is none', `{ find(cards: "${secret}") }`],
    ['a value of no enum', `{ find(colour: "${secret}") }`],
    ['an object for an id', `{ find(id: { a: "${secret}" }) }`],
    ['a text for a whole number', `{ find(person: { name: "x", cards: "${secret}" }) }`],
    ['a text for an input', `{ find(person: "${secret}") }`],
    ['a list for a name', `{ find(person: { name: ["${secret}"] }) }`],
    ['a text where none may stand', `{ find("${secret}") }`],
    ['a block text where none may stand', `{ find("""${secret}""") }`],
    ['a text in place of a field', `{ "${secret}" }`],
  ])('in the document says what is wrong and not the value: %s', (_, document) => {
    const said = saidOf(document);
    expect(said.filter((message) => message.includes(secret))).not.toEqual([]);
    const kept = said.map(withoutValues);
    expect(kept.filter((message) => message.includes(secret))).toEqual([]);
    expect(kept.filter((message) => !/^\w[^"]*("[^"]*"[^"]*)*\.$/.test(message))).toEqual([]);
  });

  it.each([
    ['no object', secret],
    ['a field that is none', { name: 'x', [secret]: secret }],
    ['an object for a text', { name: { [secret]: secret } }],
    ['a value of no enum', { name: 'x', colour: secret }],
    ['a text for a whole number', { name: 'x', cards: secret }],
  ])('in a variable says where and not the value: %s', (_, person) => {
    const said = saidOfVariable(person);
    expect(said.filter((message) => message.includes(secret))).not.toEqual([]);
    for (const kept of said.map(withoutValues)) {
      expect(kept).not.toContain(secret);
      expect(kept).toMatch(/^Variable "\$person" got an invalid value/);
    }
  });

  it('keeps the names of a document, which are a program’s', () => {
    expect(saidOf('{ seek }').map(withoutValues)).toEqual(['Cannot query field "seek" on type "Query".']);
  });
});
