/** Whose answers are listened to, and how an agency hears of those that were not taken. */
import { Refusal, type Recorded } from '@motcua/service-kit/pure';
import { dossierNotFound } from './access.js';
import type { Decide } from './decisions.js';
import type { DossierFact, FactOf } from './dossier-facts.js';
import { refuseAnswer } from './heard-decisions.js';

type Story = readonly Recorded<DossierFact>[];

export interface Question {
  readonly agency: string;
  readonly stepKey: string;
  /** The start of the step that is answered; undefined where the agency does not say. */
  readonly questionId?: string | undefined;
}

/**
 * An agency speaks only about dossiers it was asked about: of all others it does not even learn that they exist. What it says
 * about a start of the step that is over does not count for the next one.
 */
export function fromAgency(question: Question, decide: Decide): Decide {
  return (state, story = []) => {
    if (!wasAsked(question.agency, story)) throw dossierNotFound();
    const facts = decide(state, story);
    const asked = story.findLast((fact) => fact.type === 'StepStarted' && fact.stepKey === question.stepKey);
    if (question.questionId === undefined || question.questionId === asked?.id) return facts;
    throw new Refusal('QUESTION_OUTDATED', 'The step was started anew since.', { stepKey: question.stepKey });
  };
}

/** More would let an agency whose program runs wild fill the story of a dossier; they are told beside it. */
const refusalsPerDossier = 20;

/** What was not taken becomes part of the dossier’s story where the agency has one in it, so that its feed counts it. */
export function tellRefusal(refused: FactOf<'AgencyAnswerRefused'>): Decide {
  return (state, story = []) => {
    const { agency } = refused;
    if (!wasAsked(agency, story)) throw dossierNotFound();
    const told = story.filter((fact) => fact.type === 'AgencyAnswerRefused' && fact.agency === agency);
    if (told.length < refusalsPerDossier) return refuseAnswer(refused)(state);
    throw new Refusal('TOO_MANY_REFUSALS', 'Too many answers about this dossier were refused.', {
      limit: refusalsPerDossier,
    });
  };
}

/** Now or earlier, also when the step was taken away again. */
function wasAsked(agency: string, story: Story): boolean {
  return story.some((fact) => fact.type === 'StepStarted' && fact.partner && fact.agency === agency);
}
