import ts from 'typescript';
import { sourcesWith, type Source } from './sources.js';

const mostLines = 200;
const mostTestLines = 300;
const mostFunctionLines = 40;

const sources = sourcesWith('.ts', '.mjs').filter(({ path }) => !path.endsWith('.d.ts'));
const isTest = ({ path }: Source) => /\.test\.ts$|\/test\/|^e2e\//.test(path);

describe('sizes', () => {
  it(`keeps files within ${mostLines} lines, tests within ${mostTestLines}: over it, a noun is missing`, () => {
    const long = sources
      .map((source) => ({
        path: source.path,
        lines: source.text.split('\n').length - 1,
        most: isTest(source) ? mostTestLines : mostLines,
      }))
      .filter(({ lines, most }) => lines > most);
    expect(long).toEqual([]);
  });

  it(`keeps functions within ${mostFunctionLines} lines`, () => {
    expect(sources.filter((source) => !isTest(source)).flatMap(longFunctions)).toEqual([]);
  });

  it('has no name that explains nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.ts$)|(Manager|Service|Impl|Helper|Util)\.ts$/;
    expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = sources
      .map(({ path }) => path.split('/').at(-1) ?? '')
      .filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|mjs)$/.test(name));
    expect(odd).toEqual([]);
  });
});

function longFunctions({ path, text }: Source): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const lines = file.getLineAndCharacterOfPosition(node.getEnd()).line - from + 1;
      if (lines > mostFunctionLines) found.push(`${path}:${from + 1} ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
