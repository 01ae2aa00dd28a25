/** The accepted registration of a birth with some answers changed, as engine and schema see it. */
import { disagreementAbout } from './agreement.js';
import { getDefinition, getSample, judge } from './sample-applications.js';

export const birth = '2.000986';
export const homeInHaDong = { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 12 phố Mẫu Thử' };

/** Problems as `field/part code`, papers aside. Undefined leaves an answer out. @throws when the schema sees others */
export function problemsWith(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsOf(birth, { ...getSample('2.000986-1').answers, ...changes });
}

/** As {@link problemsWith}, of a whole set of answers to any procedure. */
export function problemsOf(code: string, answers: Readonly<Record<string, unknown>>): readonly string[] {
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  const disagreement = disagreementAbout(getDefinition(code), given);
  if (disagreement) throw new Error(`schema and engine disagree: ${JSON.stringify(disagreement)}`);
  const papers = new Set(getDefinition(code).procedure.attachments.map(({ key }) => key));
  return judge(code, given)
    .problems.filter(({ field }) => !papers.has(field))
    .map(({ field, path = '', code: problem }) => `${field}${path} ${problem}`);
}
