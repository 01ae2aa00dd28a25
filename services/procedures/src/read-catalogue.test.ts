import { readFileSync } from 'node:fs';
import { parseProcedure } from '@motcua/procedure-definition';
import { catalogueFolder, readCatalogue } from './read-catalogue.js';

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

  it('would be refused for a dangling field or an unknown operator in any of its conditions', () => {
    const whole = readJson('2.002622.json');
    const lists = { optionSets: readJson('option-sets.json'), agencies: readJson('agencies.json') };
    const conditions = leavesIn(whole, '');
    const unnoticed = conditions.filter(({ path }) => {
      const dangling = parseProcedure(replaceAt(whole, `${path}/field`, 'nobody'), lists);
      const unknown = parseProcedure(replaceAt(whole, `${path}/like`, 'x'), lists);
      return (
        !places(dangling).includes(`${path}/field unknownField`) ||
        !places(unknown).includes(`${path}/like unknownOperator`)
      );
    });
    expect(unnoticed).toEqual([]);
    expect(conditions.length).toBeGreaterThan(50);
  });
});

function places(parsed: ReturnType<typeof parseProcedure>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`);
}

function leavesIn(json: unknown, path: string): readonly { path: string }[] {
  if (typeof json !== 'object' || json === null) return [];
  const operator = ['equals', 'notEquals', 'in', 'present'].find((key) => key in json);
  if ('field' in json && operator !== undefined) return [{ path }];
  return Object.entries(json).flatMap(([key, value]) => leavesIn(value, `${path}/${key}`));
}

/** A copy in which the place holds another value. */
function replaceAt(json: unknown, at: string, value: unknown): unknown {
  const [step = '', ...rest] = at.split('/').slice(1);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([key, inner]: [string, unknown]): [string, unknown] => [
    key,
    key === step && rest.length > 0 ? replaceAt(inner, `/${rest.join('/')}`, value) : inner,
  ]);
  if (Array.isArray(json)) return entries.map(([, inner]) => inner);
  return Object.fromEntries(rest.length === 0 ? [...entries, [step, value]] : entries);
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${catalogueFolder}${name}`, 'utf8'));
}
