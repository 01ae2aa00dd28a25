import type { Recorded } from '@motcua/service-kit/pure';
import { fromAgency, tellRefusal } from './agency-answers.js';
import type { Decide } from './decisions.js';
import type { DossierFact } from './dossier-facts.js';
import { dossier, type DossierState } from './dossier.js';
import { appraises, courtIsAssigned, moment, processor, receives, submits } from './dossier-story.fixture.js';
import { acceptStep, completeAgencyStep, rejectAgencyStep } from './heard-decisions.js';
import { refusalOf } from './refusal.fixture.js';
import { restartStep } from './step-decisions.js';

const question = { agency: 'residence-police', stepKey: 'assignCourt' };
const accepts = acceptStep(question, moment.at);
const comesBack = rejectAgencyStep(question, 'NO_COURT', moment.at);
const restarts = restartStep(processor, 'assignCourt', moment);

interface Told {
  readonly state: DossierState;
  readonly story: readonly Recorded<DossierFact>[];
}

function tell(...decisions: readonly Decide[]): Told {
  return decisions.reduce<Told>(
    ({ state, story }, decide) =>
      decide(state, story).reduce<Told>(
        (told, fact) => {
          const id = `dos_club/${String(told.story.length + 1)}`;
          const meta = { id, causedBy: 'test', actor: { kind: 'system', id: 'test' }, occurredAt: moment.at } as const;
          return { state: dossier.evolve(told.state, fact), story: [...told.story, { ...fact, ...meta }] };
        },
        { state, story },
      ),
    { state: dossier.initial, story: [] },
  );
}

const asked = [submits, receives, appraises];
const questionOf = ({ story }: Told) =>
  story.findLast((fact) => fact.type === 'StepStarted' && fact.stepKey === 'assignCourt')?.id;
const types = (decide: Decide, { state, story }: Told) => decide(state, story).map(({ type }) => type);
const refused = (decide: Decide, told: Told) => refusalOf(() => decide(told.state, told.story));

describe('an answer of an agency', () => {
  it('is listened to once it was asked', () => {
    expect(types(fromAgency(question, accepts), tell(...asked))).toEqual(['StepAccepted']);
    expect(refused(fromAgency(question, accepts), tell(submits, receives))).toBe('DOSSIER_NOT_FOUND');
    expect(refused(fromAgency(question, accepts), tell())).toBe('DOSSIER_NOT_FOUND');
    const other = { agency: 'some-other-agency', stepKey: 'assignCourt' };
    expect(refused(fromAgency(other, acceptStep(other, moment.at)), tell(...asked))).toBe('DOSSIER_NOT_FOUND');
  });

  it('given again says nothing new', () => {
    expect(types(fromAgency(question, accepts), tell(...asked, accepts))).toEqual([]);
  });

  it('to an older start of the step does not count for the newer one', () => {
    const once = tell(...asked);
    const anew = tell(...asked, comesBack, restarts);
    expect(questionOf(anew)).not.toBe(questionOf(once));
    const about = (told: Told) => fromAgency({ ...question, questionId: questionOf(told) }, courtIsAssigned);
    expect(refused(about(once), anew)).toBe('QUESTION_OUTDATED');
    expect(types(about(anew), anew)).toEqual(['StepCompleted']);
    expect(types(fromAgency(question, courtIsAssigned), anew)).toEqual(['StepCompleted']);
  });

  it('says first what else is wrong with it', () => {
    const about = fromAgency({ ...question, questionId: 'dos_club/1' }, courtIsAssigned);
    expect(refused(about, tell(...asked, courtIsAssigned))).toBe('STEP_NOT_OPEN');
    const theirs = { agency: 'residence-police', stepKey: 'insurePlayer' };
    expect(refused(fromAgency(theirs, completeAgencyStep(theirs, moment)), tell(...asked))).toBe(
      'STEP_OF_ANOTHER_AGENCY',
    );
  });
});

describe('the refusal of an answer', () => {
  const refusal = tellRefusal({
    type: 'AgencyAnswerRefused',
    ...{ ...question, answerId: 'answer/1', reasonCode: 'UNKNOWN_STEP', refusedAt: moment.at },
  });
  const of = (count: number): readonly Decide[] => Array.from({ length: count }, () => refusal);

  it('is part of the dossier’s story where the agency has or had a step in it', () => {
    expect(types(refusal, tell(...asked))).toEqual(['AgencyAnswerRefused']);
    expect(types(refusal, tell(...asked, courtIsAssigned))).toEqual(['AgencyAnswerRefused']);
    expect(refused(refusal, tell(submits, receives))).toBe('DOSSIER_NOT_FOUND');
    expect(refused(refusal, tell())).toBe('DOSSIER_NOT_FOUND');
  });

  it('does not fill the story without end', () => {
    expect(types(refusal, tell(...asked, ...of(19)))).toEqual(['AgencyAnswerRefused']);
    expect(refused(refusal, tell(...asked, ...of(20)))).toBe('TOO_MANY_REFUSALS');
  });
});
