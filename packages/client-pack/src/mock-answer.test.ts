import { readdirSync, readFileSync } from 'node:fs';
import { createMock, readSamples } from './mock-answer.js';

const folder = new URL('../operations/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace('.graphql', ''));
const textOf = (name: string) => readFileSync(new URL(`${name}.graphql`, folder), 'utf8');
const answer = createMock();

const variablesOf = (name: string): Record<string, unknown> => {
  const file = readFileSync(new URL(`../examples/${name}.json`, import.meta.url), 'utf8');
  const { variables } = JSON.parse(file) as { variables: { input?: object } };
  // A mock takes anything for a file.
  return name === 'AttachFile' ? { input: { ...variables.input, file: 'f' } } : variables;
};

describe('each operation of our clients', () => {
  it.each(names)('%s has a sample that fits the graph, and is answered with it', async (name) => {
    const told = await answer({ query: textOf(name), variables: variablesOf(name) });
    expect(JSON.parse(JSON.stringify(told))).toEqual({ data: readSamples().get(name) });
  });
});

describe('another operation', () => {
  it('is answered with values of its types', async () => {
    const told = await answer({ query: '{ payment(id: "1") { id amountDueVnd status } }' });
    expect(told).toMatchObject({ data: { payment: { id: 'mau-1', amountDueVnd: 1 } } });
  });

  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ dosier }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('that is wrong (%s) is refused with its code', async (query, code) => {
    expect(await answer({ query })).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

it('is less than a hundred lines to file a dossier and watch it', () => {
  expect(readFileSync(new URL('sample-client.ts', import.meta.url), 'utf8').split('\n').length).toBeLessThan(100);
});
