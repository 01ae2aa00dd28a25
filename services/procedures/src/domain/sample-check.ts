/** Sample applications that go with a draft: each must be judged exactly as its writer expects. */
import { channels, evaluate, type Channel, type Problem, type ProcedureDefinition } from '@motcua/procedure-definition';
import { isDay } from '@motcua/vietnam';
import type { DraftProblem } from './drafted-definition.js';
import { isRecord } from './json-record.js';

interface Sample {
  readonly answers: object;
  readonly attachments: readonly string[];
  readonly channel: Channel;
  readonly today: string;
  readonly expectedProblems: readonly string[];
  /** Null: not looked at. */
  readonly expectedWarnings: readonly string[] | null;
}

/** One problem for each sample that is none or was judged otherwise; `today` is for samples that name no day. */
export function checkSamples(
  definition: ProcedureDefinition,
  samples: unknown,
  today: string,
): readonly DraftProblem[] {
  if (samples === null || samples === undefined) return [];
  if (!Array.isArray(samples)) return [{ path: 'samples', code: 'type', message: 'samples are a list' }];
  return samples.flatMap((json: unknown, at) => {
    const path = `samples/${at}`;
    const sample = readSample(json, definition.procedure.code, today);
    if (typeof sample === 'string') return [{ path, code: 'badSample', message: sample }];
    const message = disagreement(definition, sample);
    return message === null ? [] : [{ path, code: 'notAsExpected', message }];
  });
}

function disagreement(definition: ProcedureDefinition, sample: Sample): string | null {
  const { answers, attachments, channel, today } = sample;
  const judged = evaluate(definition, answers, { today, attachments, channel });
  const sides = [
    differ('problems', sample.expectedProblems, judged.problems),
    ...(sample.expectedWarnings === null ? [] : [differ('warnings', sample.expectedWarnings, judged.warnings)]),
  ].filter((side) => side !== null);
  return sides.length === 0 ? null : sides.join('; ');
}

/** Names fields and codes, never an answer. */
function differ(what: string, expected: readonly string[], judged: readonly Problem[]): string | null {
  const found = new Set(judged.map(({ field, code }) => `${field} ${code}`));
  const missing = expected.filter((each) => !found.has(each));
  const unexpected = [...found].filter((each) => !expected.includes(each));
  if (missing.length === 0 && unexpected.length === 0) return null;
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
  return `${what} expected and not found: ${list(missing)}; found and not expected: ${list(unexpected)}`;
}

/** A text says what is wrong with it. */
function readSample(json: unknown, code: string, today: string): Sample | string {
  if (!isRecord(json)) return 'a sample is an object';
  const { answers, attachments = [], channel = 'online', procedureCode = code } = json;
  if (procedureCode !== code) return 'the sample is of another procedure';
  if (!isRecord(answers)) return 'answers: an object is expected';
  if (!isTexts(attachments)) return 'attachments: a list of keys is expected';
  const knownChannel = channels.find((each) => each === channel);
  if (knownChannel === undefined) return `channel: one of ${channels.join(', ')} is expected`;
  const day = json['today'] ?? today;
  if (!isDay(day)) return 'today: a day is expected';
  const expectedProblems = readVerdicts(json['expectedProblems'] ?? []);
  if (expectedProblems === null) return 'expectedProblems: a list of {field, code} is expected';
  const given = json['expectedWarnings'] ?? null;
  const expectedWarnings = given === null ? null : readVerdicts(given);
  if (given !== null && expectedWarnings === null) return 'expectedWarnings: a list of {field, code} is expected';
  return { answers, attachments, channel: knownChannel, today: day, expectedProblems, expectedWarnings };
}

function isTexts(json: unknown): json is readonly string[] {
  return Array.isArray(json) && json.every((each) => typeof each === 'string');
}

function readVerdicts(json: unknown): readonly string[] | null {
  if (!Array.isArray(json)) return null;
  const verdicts = json.flatMap((each: unknown) => {
    if (!isRecord(each)) return [];
    const { field, code } = each;
    return typeof field === 'string' && typeof code === 'string' ? [`${field} ${code}`] : [];
  });
  return verdicts.length === json.length ? [...new Set(verdicts)] : null;
}
