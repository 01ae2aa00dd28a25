import { join } from 'node:path';
import ts from 'typescript';
import { root, sourcesWith, type Source } from './sources.js';

/** One place in the code that says no. */
export interface SaidRefusal {
  readonly path: string;
  readonly codes: readonly string[];
  /** Of the gateway's own: what the whole answer has. */
  readonly status: number | null;
}

/** Where the place of the code is among the arguments of what says no. */
const placeOfCode: Readonly<Record<string, number>> = { Refusal: 0, EdgeRefusal: 1 };

const spoken = /^(services\/\w+\/src|packages\/service-kit\/src|gateway\/src)\//;

/**
 * Every `new Refusal(…)` and `new EdgeRefusal(…)`, with the codes it can say: those written there, or all that the type of what is
 * written there allows. No codes: the type allows any text.
 */
export function saidRefusals(): readonly SaidRefusal[] {
  const sources = sourcesWith('.ts').filter(({ path }) => spoken.test(path) && !path.endsWith('.test.ts'));
  const computed: string[] = [];
  const written = sources.flatMap((source) => {
    const calls = callsIn(parsed(source));
    if (calls.some((call) => !ts.isStringLiteral(codeOf(call)))) computed.push(source.path);
    return calls.flatMap((call) => toSaid(source.path, call));
  });
  return [...written, ...byTheirTypes(computed)];
}

function parsed({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
}

function toSaid(path: string, call: ts.NewExpression): readonly SaidRefusal[] {
  const code = codeOf(call);
  if (!ts.isStringLiteral(code)) return [];
  const [first] = call.arguments ?? [];
  const status = first !== undefined && ts.isNumericLiteral(first) ? Number(first.text) : null;
  return [{ path, codes: [code.text], status }];
}

/** The type checker reads only the files with a code that is not written out, and what they import. */
function byTheirTypes(paths: readonly string[]): readonly SaidRefusal[] {
  const settings = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    options,
  );
  const checker = program.getTypeChecker();
  return paths.flatMap((path) => {
    const file = program.getSourceFile(join(root, path));
    if (file === undefined) throw new Error(`${path} is not read`);
    const calls = callsIn(file).filter((call) => !ts.isStringLiteral(codeOf(call)));
    return calls.map((call) => ({ path, codes: allowedBy(codeOf(call), checker), status: null }));
  });
}

function allowedBy(code: ts.Expression, checker: ts.TypeChecker): readonly string[] {
  if (ts.isTemplateExpression(code)) {
    const [span, ...others] = code.templateSpans;
    if (span === undefined || others.length > 0) return [];
    return allowedBy(span.expression, checker).map((part) => `${code.head.text}${part}${span.literal.text}`);
  }
  const type = checker.getTypeAtLocation(code);
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => member.isStringLiteral()) ? members.map(({ value }) => value) : [];
}

function callsIn(file: ts.SourceFile): readonly ts.NewExpression[] {
  const found: ts.NewExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(file) in placeOfCode) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function codeOf(call: ts.NewExpression): ts.Expression {
  const code = call.arguments?.[placeOfCode[call.expression.getText()] ?? 0];
  if (code === undefined) throw new Error('a refusal without a code');
  return code;
}
