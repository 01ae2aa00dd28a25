/** Judges application files by the catalogue: `npm run -s check-application -- FILE [--on yyyy-mm-dd]`. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  evaluate,
  type FeeDue,
  type Paper,
  type Problem,
  type ProcedureDefinition,
} from '@motcua/procedure-definition';
import { dayInVietnam, isDay, type Day } from '@motcua/vietnam';
import { z } from 'zod';
import { readCatalogue } from './read-catalogue.js';

type FaultCode =
  | 'USAGE'
  | 'DATE_INVALID'
  | 'FILE_NOT_FOUND'
  | 'FILE_NOT_READABLE'
  | 'FILE_NOT_JSON'
  | 'APPLICATION_MALFORMED'
  | 'PROCEDURE_UNKNOWN'
  | 'CATALOGUE_INVALID';

/** The command was used wrongly or cannot do its work; problems of an application are its answer, not a fault. */
class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
  ) {
    super(message);
  }
}

const Application = z.looseObject({
  procedureCode: z.string(),
  // Not z.record, which drops a key such as __proto__ before the engine can call it unknown.
  answers: z.custom<object>(
    (json) => typeof json === 'object' && json !== null && !Array.isArray(json),
    'expected an object',
  ),
  attachments: z.array(z.string()).default([]),
  channel: z.enum(['inPerson', 'online', 'post']).default('online'),
});
type Application = z.infer<typeof Application>;

interface Verdict {
  readonly procedureCode: string;
  readonly problems: readonly Pick<Problem, 'field' | 'code'>[];
  readonly warnings: readonly Pick<Problem, 'field' | 'code'>[];
  readonly papers: readonly Paper[];
  readonly fees: readonly FeeDue[];
}

const usage = 'usage: npm run -s check-application -- FILE [--on yyyy-mm-dd]';

process.exitCode = run(process.argv.slice(2));

function run(args: readonly string[]): number {
  try {
    const { file, today } = readArguments(args);
    const json = readJson(file);
    const definitions = loadDefinitions();
    const applications: readonly unknown[] = Array.isArray(json) ? json : [json];
    const verdicts = applications.map((application, at) => {
      const place = Array.isArray(json) ? `application ${at}: ` : '';
      return judge(application, place, definitions, today);
    });
    process.stdout.write(`${JSON.stringify(Array.isArray(json) ? verdicts : verdicts[0], null, 2)}\n`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    process.stderr.write(`${cause.code}: ${cause.message}\n`);
    return 2;
  }
}

function readArguments(args: readonly string[]): { file: string; today: Day } {
  const { positionals, values } = parse(args);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Fault('USAGE', usage);
  const today = values.on ?? dayInVietnam(new Date());
  if (!isDay(today)) throw new Fault('DATE_INVALID', `no such day: ${values.on ?? ''} (expected yyyy-mm-dd)`);
  return { file, today };
}

function parse(args: readonly string[]): { positionals: string[]; values: { on?: string | undefined } } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { on: { type: 'string' } } });
  } catch (cause) {
    if (cause instanceof TypeError) throw new Fault('USAGE', usage);
    throw cause;
  }
}

function readJson(file: string): unknown {
  // npm starts scripts in the root folder and tells where the user stood.
  const folders = [process.cwd(), process.env['INIT_CWD'] ?? process.cwd()];
  const path = folders.map((folder) => resolve(folder, file)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Fault('FILE_NOT_FOUND', `no such file: ${file}`);
  const text = readText(path, file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Fault('FILE_NOT_JSON', `${file} is not JSON`);
    throw cause;
  }
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Fault('FILE_NOT_READABLE', `${file} cannot be read (${reason})`);
  }
}

function loadDefinitions(): ReadonlyMap<string, ProcedureDefinition> {
  const catalogue = readCatalogue();
  if (catalogue.ok) return new Map(catalogue.definitions.map((each) => [each.procedure.code, each]));
  const list = catalogue.problems.map(({ file, path, code, message }) => `${file}${path} ${code}: ${message}`);
  throw new Fault('CATALOGUE_INVALID', list.join('\n'));
}

function judge(
  json: unknown,
  place: string,
  definitions: ReadonlyMap<string, ProcedureDefinition>,
  today: Day,
): Verdict {
  const { procedureCode, answers, attachments, channel } = readApplication(json, place);
  const definition = definitions.get(procedureCode);
  if (!definition) {
    const known = [...definitions.keys()].join(', ');
    throw new Fault('PROCEDURE_UNKNOWN', `${place}no procedure ${JSON.stringify(procedureCode)}; known: ${known}`);
  }
  const { problems, warnings, papers, fees } = evaluate(definition, answers, { today, attachments, channel });
  return { procedureCode, problems: withoutPaths(problems), warnings: withoutPaths(warnings), papers, fees };
}

function readApplication(json: unknown, place: string): Application {
  const parsed = Application.safeParse(json);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `/${path.map(String).join('/')} ${message}`);
  throw new Fault('APPLICATION_MALFORMED', `${place}${wrong.join('; ')}`);
}

/** Field and code, once each: the two wrong parts of one address are one problem of that field. */
function withoutPaths(problems: readonly Problem[]): readonly Pick<Problem, 'field' | 'code'>[] {
  const distinct = new Map(problems.map(({ field, code }) => [`${field} ${code}`, { field, code }]));
  return [...distinct.values()];
}
