import { failedFields } from './failed-fields.js';

const entities = (fields: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Member { ${fields} } } }`;

describe('the fields that a failed question leaves empty', () => {
  it('are the root fields, by the names the caller gave them', () => {
    expect(failedFields('query Q__courts__0 { a: courts __typename kept { x } }', undefined)).toEqual([
      ['a'],
      ['kept'],
    ]);
    expect(failedFields('mutation { join { id } }', undefined)).toEqual([['join']]);
  });

  it('are the fields of each entity asked for', () => {
    expect(failedFields(entities('court b: booked { hour }'), [{}, {}])).toEqual([
      ['_entities', 0, 'court'],
      ['_entities', 0, 'b'],
      ['_entities', 1, 'court'],
      ['_entities', 1, 'b'],
    ]);
  });

  it('are told up to a number', () => {
    expect(failedFields(entities('court'), Array(500).fill({}))).toHaveLength(50);
  });
});
