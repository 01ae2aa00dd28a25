/** What an answer to a supplement request makes of an application, and what is still wrong with it. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { WorkingCalendar } from '@motcua/vietnam';
import { cleanAttachments, type Attachment } from './attachment.js';
import type { SupplementItem } from './desk-facts.js';
import type { Filing } from './dossier-facts.js';
import { mergeAnswers, type Answers } from './draft.js';
import { judge, type FormProblem, type Judgement } from './judgement.js';
import { askableIn, nameOf } from './supplement-items.js';
import { requireInScope, scopeOf } from './supplement-scope.js';
import { withUnchecked } from './unchecked-papers.js';

/** The application as it stands, and what was asked for. */
export interface Asked {
  readonly definition: ProcedureDefinition;
  readonly items: readonly SupplementItem[];
  readonly answers: Answers;
  readonly filing: Pick<Filing, 'channel' | 'submittedAt' | 'papers' | 'papersOnPaper'>;
}

/** What came in: some answers, null to take one back, and files. */
export interface HandedIn {
  readonly answers: unknown;
  readonly attachments: readonly Attachment[];
}

export interface Supplemented {
  /** All that is wrong, at once; nothing may be kept then. */
  readonly problems: readonly FormProblem[];
  readonly answers: Answers;
  /** Fees, steps and time by the answers as they are now, on the day of filing. */
  readonly judgement: Judgement;
}

/** Refused: ANSWERS_NOT_AN_OBJECT, ANSWERS_TOO_LARGE, NOT_ASKED_FOR. */
export function supplement(asked: Asked, given: HandedIn, at: Date, calendar: WorkingCalendar): Supplemented {
  const { definition, filing, items } = asked;
  const changes = changesIn(given.answers);
  const merged = mergeAnswers(asked.answers, changes);
  requireInScope(changes, scopeOf(items, definition), definition);
  const { channel, submittedAt } = filing;
  const judgeOn = (day: Date, answers: Answers, papers: readonly string[]): Judgement =>
    judge({ definition, answers, papers, channel }, day, calendar);
  const papers = papersAfter(asked, given);
  const answers = withoutHidden(merged, changes, (candidate) => judgeOn(submittedAt, candidate, papers).problems);
  const [judgement, today] = [judgeOn(submittedAt, answers, papers), judgeOn(at, answers, papers)];
  const open = unanswered(asked, { ...given, answers: changes }, judgeOn(submittedAt, answers, []));
  const places = new Set(open.map(({ path }) => path));
  const wrong = onBothDays(judgement.problems, today.problems).filter(({ path }) => !places.has(path));
  return { problems: withUnchecked([...open, ...wrong], given), answers, judgement };
}

function changesIn(answers: unknown): Answers {
  if (answers === null || answers === undefined) return {};
  // Only to refuse what is no object.
  mergeAnswers({}, answers);
  return { ...answers };
}

function papersAfter({ filing: { papers, papersOnPaper } }: Asked, given: HandedIn): readonly string[] {
  const handedIn = [...papers, ...cleanAttachments(given)].map(({ paper }) => paper);
  return [...new Set([...handedIn, ...papersOnPaper])];
}

/** What was right on the day of filing, or is right today, is not held against anybody: days pass while an office waits. */
function onBothDays(one: readonly FormProblem[], other: readonly FormProblem[]): readonly FormProblem[] {
  const keyOf = ({ path, code }: FormProblem): string => `${path} ${code}`;
  const keys = new Set(other.map(keyOf));
  return one.filter((problem) => keys.has(keyOf(problem)));
}

/** Answers that a new one put out of the form go with it: nobody was asked for them, so nobody could take them back. */
function withoutHidden(
  answers: Answers,
  changes: Answers,
  problemsOf: (answers: Answers) => readonly FormProblem[],
): Answers {
  const hidden = new Set(
    problemsOf(answers).flatMap(({ field, code }) =>
      code === 'notVisible' && !Object.hasOwn(changes, field) ? field : [],
    ),
  );
  if (hidden.size === 0) return answers;
  const left = Object.fromEntries(Object.entries(answers).filter(([key]) => !hidden.has(key)));
  return withoutHidden(left, changes, problemsOf);
}

/** What the new answers put out of the form needs none. */
function unanswered(
  { definition, items }: Asked,
  given: HandedIn & { readonly answers: Answers },
  { visibleFields, papers }: Judgement,
): readonly FormProblem[] {
  const askable = askableIn(definition);
  const answered = {
    FIELD: new Set(Object.keys(given.answers)),
    PAPER: new Set(cleanAttachments(given).map(({ paper }) => paper)),
  };
  const applies = { FIELD: new Set(visibleFields), PAPER: new Set(papers.map(({ key }) => key)) };
  return items
    .filter(({ subject, key }) => applies[subject].has(key) && !answered[subject].has(key))
    .map((item) => {
      const { vi, en } = nameOf(item, askable);
      const message = { vi: `Chưa bổ sung: ${vi}`, en: `Not answered yet: ${en}` };
      return { path: item.key, field: item.key, code: 'supplementNotAnswered', message };
    });
}
