/** The rows of the table of a dossier's life: what is not in it is refused (vn-rules: life of a dossier). */
import type { Allowed } from './lifecycle.js';
import type { Phase } from './phase.js';

interface Row extends Allowed {
  readonly command: string;
  readonly from: readonly Phase[];
}

const none = [] as const;
const beforeReceipt = ['SUBMITTED', 'AWAITING_SUPPLEMENT_AT_RECEPTION'] as const;
const running = ['RECEIVED', 'PROCESSING'] as const;
const received = [...running, 'AWAITING_SUPPLEMENT_IN_PROCESSING'] as const;
const open = [...beforeReceipt, ...received] as const;
const withoutResult = ['DECLINED', 'REJECTED', 'WITHDRAWN', 'STOPPED'] as const;
const unclosed = [...open, 'RESULT_READY', 'HANDED_OVER', ...withoutResult] as const;
const signedPhases = ['RESULT_READY', 'HANDED_OVER', 'CLOSED'] as const;
const ended = ['DossierClosed'] as const;

export const lifecycle = [
  row('submit', ['NONE'], ['SUBMITTED'], ['applicant', 'receive'], ['DossierSubmitted']),
  row('assign', [...open, 'RESULT_READY'], none, ['receive', 'process', 'sign', 'lead'], ['DossierAssigned']),
  row(
    'receive',
    ['SUBMITTED'],
    running,
    ['receive'],
    ['DossierReceived', 'StepCompleted', 'StepStarted'],
    ['01', '06'],
  ),
  row(
    'requestSupplement',
    ['SUBMITTED'],
    ['AWAITING_SUPPLEMENT_AT_RECEPTION'],
    ['receive', 'lead'],
    ['SupplementRequested'],
    ['02'],
  ),
  row(
    'requestSupplement',
    ['PROCESSING'],
    ['AWAITING_SUPPLEMENT_IN_PROCESSING'],
    ['process', 'lead'],
    ['SupplementRequested'],
    ['02'],
  ),
  row(
    'answerSupplement',
    ['AWAITING_SUPPLEMENT_AT_RECEPTION'],
    ['SUBMITTED'],
    ['applicant', 'receive'],
    ['SupplementAnswered'],
  ),
  row(
    'answerSupplement',
    ['AWAITING_SUPPLEMENT_IN_PROCESSING'],
    ['PROCESSING'],
    ['applicant', 'receive'],
    ['SupplementAnswered', 'StepRescheduled'],
  ),
  row('proposeDecline', ['SUBMITTED'], none, ['receive'], ['RefusalProposed']),
  row('decline', ['SUBMITTED'], ['DECLINED'], ['receive'], ['DossierDeclined'], ['03']),
  row('proposeRejection', ['PROCESSING'], none, ['process'], ['RefusalProposed']),
  row('reject', ['PROCESSING'], ['REJECTED'], ['lead'], ['DossierRejected', 'StepCancelled'], ['LETTER']),
  row('dismissProposal', ['SUBMITTED'], none, ['receive'], ['RefusalDismissed']),
  row('dismissProposal', ['PROCESSING'], none, ['process', 'lead'], ['RefusalDismissed']),
  row('completeStep', ['PROCESSING'], none, ['receive', 'process', 'sign'], ['StepCompleted', 'StepStarted']),
  row('returnStep', ['PROCESSING'], none, ['process'], ['StepCancelled', 'StepStarted']),
  row('restartStep', ['PROCESSING'], none, ['process'], ['StepStarted']),
  row('acceptStep', received, none, ['agency'], ['StepAccepted']),
  row('completeAgencyStep', received, none, ['agency'], ['StepCompleted', 'StepStarted']),
  row('rejectAgencyStep', received, none, ['agency'], ['StepReturned']),
  row('prepareResult', running, none, ['process'], ['ResultPrepared']),
  row('sign', running, ['RESULT_READY'], ['sign'], ['StepCompleted', 'ResultSigned', 'ResultReleased', 'StepStarted']),
  row('reschedule', running, none, ['lead'], ['DossierRescheduled', 'StepRescheduled'], ['04']),
  row('withdraw', beforeReceipt, ['WITHDRAWN'], ['applicant'], ['DossierWithdrawn']),
  row('withdraw', received, ['WITHDRAWN'], ['applicant'], ['DossierWithdrawn', 'StepCancelled']),
  row('settleWithdrawal', ['WITHDRAWN'], ['WITHDRAWN', 'CLOSED'], ['lead'], ['WithdrawalSettled', ...ended], ['05']),
  row('stop', ['AWAITING_SUPPLEMENT_AT_RECEPTION'], ['STOPPED'], ['lead'], ['DossierStopped'], ['03']),
  row(
    'stop',
    ['AWAITING_SUPPLEMENT_IN_PROCESSING'],
    ['STOPPED'],
    ['lead'],
    ['DossierStopped', 'StepCancelled'],
    ['05'],
  ),
  row(
    'handOver',
    ['RESULT_READY'],
    ['CLOSED'],
    ['receive', 'applicant', 'carrier'],
    ['ResultHandedOver', 'StepCompleted', ...ended],
  ),
  row('noteParcel', ['RESULT_READY'], none, ['carrier'], ['ParcelReturned', 'ParcelLost']),
  row('reissue', ['RESULT_READY'], none, ['receive'], ['ResultReissued']),
  row('prepareCorrection', signedPhases, none, ['process'], ['ResultPrepared']),
  row('signCorrection', signedPhases, none, ['sign'], ['ResultCorrected']),
  row('revokeResult', signedPhases, none, ['lead'], ['ResultRevoked']),
  row('returnPapers', withoutResult, [...withoutResult, 'CLOSED'], ['receive'], ['PapersReturned', ...ended]),
  row('concludePayment', withoutResult, [...withoutResult, 'CLOSED'], ['payments'], ['PaymentConcluded', ...ended]),
  row('recordPaymentDue', [...open, 'RESULT_READY', ...withoutResult], none, ['payments'], ['PaymentFellDue']),
  row('recordPaymentSettled', [...open, ...withoutResult], none, ['payments'], ['PaymentSettled']),
  row(
    'recordPaymentSettled',
    ['RESULT_READY'],
    none,
    ['payments'],
    ['PaymentSettled', 'ResultReleased', 'StepStarted'],
  ),
  row('ring', open, none, ['time'], ['AlarmRang']),
  row('recalculate', received, none, ['catalogue'], ['DueDateRecalculated', 'StepRescheduled']),
  row('transfer', [...unclosed, 'CLOSED'], none, ['catalogue'], ['DossierTransferred']),
  row('noteContactFailed', unclosed, none, ['notifications'], ['ContactFailed']),
  row('refuseAnswer', [...unclosed, 'CLOSED'], none, ['agency'], ['AgencyAnswerRefused']),
  row('noteSynced', [...unclosed, 'CLOSED'], none, ['time'], ['NationalStatusSynced']),
  row('requestAccessCode', [...unclosed, 'CLOSED'], none, ['applicant'], ['AccessCodeRequested']),
  row('erase', ['CLOSED'], none, ['operator'], ['DossierErased']),
  row('confirmErased', ['CLOSED'], none, ['time'], ['PersonalDataDestroyed']),
] as const satisfies readonly Row[];

export type LifecycleRow = (typeof lifecycle)[number];
export type Command = LifecycleRow['command'];

export const commands: readonly Command[] = [...new Set(lifecycle.map(({ command }) => command))];

type WhyNot =
  | 'DOSSIER_ALREADY_SUBMITTED'
  | 'DOSSIER_NOT_FOUND'
  | 'DOSSIER_ALREADY_RECEIVED'
  | 'DOSSIER_NOT_CLOSED'
  | 'ACTION_NOT_ALLOWED';

/** Why it is refused; where nothing more exact is known, ACTION_NOT_ALLOWED. */
export function refusalCodes(phase: Phase, command: Command): WhyNot {
  if (command === 'submit') return 'DOSSIER_ALREADY_SUBMITTED';
  if (phase === 'NONE') return 'DOSSIER_NOT_FOUND';
  if (command === 'receive' && phase !== 'AWAITING_SUPPLEMENT_AT_RECEPTION' && phase !== 'DECLINED') {
    return 'DOSSIER_ALREADY_RECEIVED';
  }
  if (command === 'erase' || command === 'confirmErased') return 'DOSSIER_NOT_CLOSED';
  return 'ACTION_NOT_ALLOWED';
}

function row<const Name extends string, const From extends readonly Phase[], const To extends readonly Phase[]>(
  command: Name,
  from: From,
  to: To,
  who: Allowed['who'],
  facts: Allowed['facts'],
  slips: Allowed['slips'] = none,
): { readonly command: Name; readonly from: From; readonly to: To } & Pick<Allowed, 'who' | 'facts' | 'slips'> {
  return { command, from, to, who, facts, slips };
}
