import { partnerFeed } from '@motcua/event-contracts';
import type { Recorded } from '@motcua/service-kit/pure';
import type { DossierFact } from '../domain/dossier-facts.js';
import { dossier, type DossierState } from '../domain/dossier.js';
import { after, filed, moment, receives, submits } from '../domain/dossier-story.fixture.js';
import { published } from './published.js';

const started = (stepKey: string, agency: string, partner: boolean): DossierFact => ({
  type: 'StepStarted',
  ...{ stepKey, agency, partner, startedAt: moment.at, dueAt: moment.at },
});
const [reception] = receives(after(submits));
if (reception === undefined) throw new Error('nothing was received');

/** A step that is started again after it came back, between steps of the ward and of another agency. */
const story: readonly DossierFact[] = [
  filed(),
  reception,
  started('welcome', 'onestop', false),
  started('assignCourt', 'residence-police', true),
  started('insurePlayer', 'health-insurance', true),
  started('assignCourt', 'residence-police', true),
];

const recorded: readonly Recorded<DossierFact>[] = story.map((fact, index) => ({
  ...fact,
  ...{ id: `dos_club/${index + 1}`, causedBy: 'test', actor: { kind: 'system', id: 'test' }, occurredAt: moment.at },
}));

/** As the relay calls it: with the dossier as it was when the fact had just happened. */
function tellAll() {
  let state: DossierState = dossier.initial;
  return recorded.flatMap((fact, index) => {
    state = dossier.evolve(state, fact);
    const version = index + 1;
    return published(fact, { id: 'dos_club', version, state, facts: recorded.slice(0, version) });
  });
}

const onFeed = (agency: string) => tellAll().filter(({ topic }) => topic === `partner.${agency}.v1`);

describe('what agencies hear of a dossier', () => {
  it('is numbered from 1 without a gap, for each agency on its own', () => {
    expect(onFeed('residence-police').map(({ feedSequence }) => feedSequence)).toEqual([1, 2]);
    expect(onFeed('health-insurance').map(({ feedSequence }) => feedSequence)).toEqual([1]);
  });

  it('is the same each time it is told', () => {
    expect(JSON.stringify(tellAll())).toBe(JSON.stringify(tellAll()));
  });

  it('is declared, and has no number inside the house', () => {
    const inside = tellAll().filter(({ topic }) => topic === undefined);
    expect(inside.filter((event) => 'feedSequence' in event)).toEqual([]);
    const partner = tellAll().filter(({ topic }) => topic?.startsWith('partner.'));
    expect(partner.filter(({ contract }) => !partnerFeed.includes(contract))).toEqual([]);
  });
});
