import { readCatalogue } from './read-catalogue.js';

describe('the catalogue', () => {
  it('holds the eight procedures, each free of problems', () => {
    const catalogue = readCatalogue();
    expect(catalogue.ok ? [] : catalogue.problems).toEqual([]);
    expect(catalogue.ok ? catalogue.definitions.map(({ procedure }) => procedure.code) : []).toEqual([
      '1.000894',
      '1.004746',
      '1.004837',
      '1.004845',
      '1.004873',
      '2.000635',
      '2.000986',
      '2.002622',
    ]);
  });
});
