import { asAsked } from './as-asked.js';

const courts =
  'query($representations:[_Any!]!){_entities(representations:$representations){...on Member{court @include(if:$a) booked{hour}}}}';
const two = {
  objects: [
    { __typename: 'Member', id: 'm1' },
    { __typename: 'Member', id: 'm2' },
    { __typename: 'Member', id: 'm1' },
  ],
  positions: [[0, 2], [1]],
};
const booked = { booked: null };

describe('an answer about entities', () => {
  it.each<[string, unknown, boolean]>([
    ['tells what was asked', [booked, booked], true],
    ['says that there is no such thing', [null, null], true],
    [
      'says of each which it is',
      [
        { ...two.objects[0], ...booked },
        { ...two.objects[1], ...booked },
      ],
      true,
    ],
    ['is about too few', [booked], false],
    ['is about too many', [booked, booked, booked], false],
    [
      'is about the other one each time',
      [
        { id: 'm2', ...booked },
        { id: 'm1', ...booked },
      ],
      false,
    ],
    ['is about another type', [{ __typename: 'Court', ...booked }, booked], false],
    ['has none of the fields', [{}, booked], false],
    ['is no list of things', ['m1', 'm2'], false],
    ['is no list', booked, false],
    ['is a list of lists', [[booked], [booked]], false],
  ])('that %s', (_, entities, fits) => {
    expect(asAsked(courts).entities({ _entities: entities }, two)).toBe(fits);
  });

  it('may call another field id when the caller does', () => {
    const renamed = asAsked(courts.replace('court @', 'id:court @'));
    expect(renamed.entities({ _entities: [{ id: 'clay', ...booked }, booked] }, two)).toBe(true);
  });

  it('may be missing altogether, beside the error that says why', () => {
    expect(asAsked(courts).entities(null, two)).toBe(true);
  });
});

describe('an answer to a query', () => {
  const { root } = asAsked('query{courts clubs:kept{a} slow @skip(if:$a) ...on Query @include(if:$a){other}}');
  it('has every field that has no condition, null or not', () => {
    expect(root({ courts: null, clubs: { a: 1 } })).toBe(true);
    expect(root({ courts: ['clay'] })).toBe(false);
    expect(root({})).toBe(false);
    expect(root(null)).toBe(true);
  });
});
