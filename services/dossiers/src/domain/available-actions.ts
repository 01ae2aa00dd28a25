/** What somebody may do with a dossier now: the table, their role, and what else the decisions ask. */
import { clockStanding } from '@motcua/vietnam';
import { hasRole, relationOf } from './access.js';
import { openSupplement, type DossierState, type FiledDossier, type Signed } from './dossier.js';
import type { Command } from './lifecycle-table.js';
import { permits, ruleFor } from './lifecycle.js';
import type { Officer, OfficerRole, Party } from './party.js';
import { isErased, preparedBy, whyNotSign } from './result-decisions.js';
import type { Moment } from './step-work.js';
import { dependsOn, type Step } from './step.js';

interface Offer {
  readonly command: Command;
  /** Not while the dossier is another officer's. */
  readonly unassigned?: true;
  readonly more?: (state: DossierState, officer: Officer, moment: Moment) => boolean;
}

/** What officers are offered, where the table has their role. */
const officerOffers = {
  TAKE_OVER: { command: 'assign', more: (state, { id }) => permits(state, 'assign') && state.assignee !== id },
  ASSIGN: { command: 'assign', more: (_, officer) => hasRole(officer, ['process', 'lead']) },
  RECEIVE: { command: 'receive', unassigned: true },
  REQUEST_SUPPLEMENT: {
    ...{ command: 'requestSupplement', unassigned: true },
    more: (state, officer) => permits(state, 'requestSupplement') && hasRole(officer, [roleToAsk(state)]),
  },
  ANSWER_SUPPLEMENT: { command: 'answerSupplement' },
  PROPOSE_DECLINE: { command: 'proposeDecline', unassigned: true },
  DECLINE: { command: 'decline', more: (state, { id }) => permits(state, 'decline') && byAnother(state, id) },
  PROPOSE_REJECTION: { command: 'proposeRejection', unassigned: true },
  REJECT: {
    command: 'reject',
    more: (state, officer) => permits(state, 'reject') && byAnother(state, officer.id) && !preparedBy(state, officer),
  },
  DISMISS_PROPOSAL: {
    command: 'dismissProposal',
    more: (state, officer) =>
      permits(state, 'dismissProposal') &&
      state.proposal !== null &&
      (state.proposal.proposedBy === officer.id ||
        hasRole(officer, [state.status === 'SUBMITTED' ? 'receive' : 'lead'])),
  },
  COMPLETE_STEP: {
    ...{ command: 'completeStep', unassigned: true },
    more: (state, officer) =>
      openWardSteps(state).some(({ worker }) => worker.kind === 'WARD' && hasRole(officer, worker.roles)),
  },
  RETURN_STEP: {
    ...{ command: 'returnStep', unassigned: true },
    more: (state) => state.status !== 'NONE' && openWardSteps(state).some((step) => canGoBack(state, step)),
  },
  RESTART_STEP: {
    ...{ command: 'restartStep', unassigned: true },
    more: (state) => permits(state, 'restartStep') && state.steps.some((step) => step.state === 'RETURNED'),
  },
  PREPARE_RESULT: {
    ...{ command: 'prepareResult', unassigned: true },
    more: (state) => permits(state, 'prepareResult') && state.resultCodes.length > 0,
  },
  SIGN_RESULT: {
    command: 'sign',
    more: (state, officer) => permits(state, 'sign') && whyNotSign(state, officer) === null,
  },
  PREPARE_CORRECTION: {
    command: 'prepareCorrection',
    more: (state) =>
      permits(state, 'prepareCorrection') &&
      !isErased(state) &&
      state.results.some(({ status }) => status === 'SIGNED'),
  },
  SIGN_CORRECTION: {
    command: 'signCorrection',
    more: (state, { id }) =>
      permits(state, 'signCorrection') &&
      !isErased(state) &&
      state.results.some(
        ({ status, corrects, preparedBy }) =>
          status === 'PREPARED' && corrects !== null && preparedBy !== id && isSigned(state, corrects.documentId),
      ),
  },
  REVOKE_RESULT: {
    command: 'revokeResult',
    more: (state) => permits(state, 'revokeResult') && state.results.some(({ status }) => status === 'SIGNED'),
  },
  RESCHEDULE: {
    command: 'reschedule',
    more: (state, _, { at, calendar }) =>
      permits(state, 'reschedule') && clockStanding(state.clock, at, calendar)?.reappointment.refusal === null,
  },
  SETTLE_WITHDRAWAL: {
    command: 'settleWithdrawal',
    more: (state) => permits(state, 'settleWithdrawal') && state.settledAt === null,
  },
  STOP: {
    command: 'stop',
    more: (state, _, { at }) => permits(state, 'stop') && (openSupplement(state)?.answerBy ?? at) <= at,
  },
  RETURN_PAPERS: { command: 'returnPapers', more: (state) => permits(state, 'returnPapers') && !state.papersReturned },
  HAND_OVER: {
    command: 'handOver',
    more: (state) =>
      permits(state, 'handOver') &&
      state.releasedAt !== null &&
      (state.deliveryMethod === 'DESK' || state.parcel !== null),
  },
  REISSUE: { command: 'reissue', more: (state) => permits(state, 'reissue') && state.parcel !== null },
} as const satisfies Readonly<Record<string, Offer>>;

/** What applicants are offered. */
const applicantOffers = {
  ANSWER_SUPPLEMENT: (state) => permits(state, 'answerSupplement'),
  WITHDRAW: (state) => permits(state, 'withdraw'),
  COLLECT: (state) => permits(state, 'handOver') && state.releasedAt !== null && state.deliveryMethod === 'ELECTRONIC',
} as const satisfies Readonly<Record<string, (state: DossierState) => boolean>>;

export type DossierAction = keyof typeof officerOffers | keyof typeof applicantOffers;

export function availableActions(
  state: DossierState,
  party: Party,
  { dossierId, ...moment }: { readonly dossierId: string } & Moment,
): readonly DossierAction[] {
  const relation = relationOf(party, state, dossierId);
  if (relation === 'APPLICANT') return applicantActions.filter((action) => applicantOffers[action](state));
  if (relation !== 'OFFICE' || party.kind !== 'officer') return [];
  return officerActions.filter((action) => isOffered(officerOffers[action], state, party, moment));
}

const applicantActions = ['ANSWER_SUPPLEMENT', 'WITHDRAW', 'COLLECT'] as const satisfies readonly DossierAction[];
const officerActions = Object.keys(officerOffers).filter(
  (name): name is keyof typeof officerOffers => name in officerOffers,
);

function isOffered(
  { command, unassigned, more }: Offer,
  state: DossierState,
  officer: Officer,
  moment: Moment,
): boolean {
  const rule = ruleFor(state, command);
  if (rule === undefined || state.status === 'NONE') return false;
  if (!officer.roles.some((role) => rule.who.includes(role))) return false;
  if (unassigned === true && state.assignee !== null && state.assignee !== officer.id) return false;
  return more === undefined || more(state, officer, moment);
}

/** Guidance is given once; asking again is for the leader. */
function roleToAsk({ supplements, status }: FiledDossier): OfficerRole {
  if (supplements.length > 0) return 'lead';
  return status === 'SUBMITTED' ? 'receive' : 'process';
}

function byAnother({ proposal }: Pick<FiledDossier, 'proposal'>, officerId: string): boolean {
  return proposal !== null && proposal.proposedBy !== officerId;
}

/** Open steps of the ward. */
function openWardSteps(state: DossierState): readonly Step[] {
  if (!permits(state, 'completeStep')) return [];
  return state.steps.filter((step) => step.state === 'OPEN' && step.worker.kind === 'WARD');
}

function isSigned({ results }: Pick<Signed, 'results'>, documentId: string): boolean {
  return results.some(({ id, status }) => id === documentId && status === 'SIGNED');
}

/** Work was done before it that could be done again. */
function canGoBack({ steps }: Pick<FiledDossier, 'steps'>, step: Step): boolean {
  return steps.some(
    (before) => before.state === 'COMPLETED' && before.place === 'WORK' && dependsOn(steps, step, before),
  );
}
