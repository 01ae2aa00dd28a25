import type { ViewerName } from './viewers.js';

/** Who may; `part`: sees less than the applicant does. Whoever is not named may not. */
export type Who = Readonly<Partial<Record<ViewerName, 'full' | 'part'>>>;

/** `own`: may ask, but has none here. */
export type WhoAsks = Readonly<Partial<Record<ViewerName, 'full' | 'part' | 'own'>>>;

const everybody = who(
  ...(['anonymous', 'applicant', 'guest', 'otherCitizen', 'otherGuest', 'receive', 'process', 'lead'] as const),
  ...(['elsewhere', 'agency', 'otherAgency', 'admin', 'operator'] as const),
);
const applicants = who('applicant', 'guest');
const office = who('receive', 'process', 'lead');
const officers = { ...office, ...who('elsewhere') };
const concerned = { ...applicants, ...office };
const all = { ...concerned, ...who('agency') };
const signedIn = who('applicant', 'otherCitizen');
const drafters = { ...signedIn, ...who('anonymous') };
const nobody: Who = {};

function who(...names: readonly ViewerName[]): Who {
  return Object.fromEntries(names.map((name) => [name, 'full']));
}

/** Each query: what somebody who may not ask gets is null or a refusal. */
export const queries: Readonly<Record<string, WhoAsks>> = {
  administrativeUnits: everybody,
  captchaChallenge: everybody,
  deskQueue: officers,
  deskRegister: officers,
  deskSummary: officers,
  dossier: all,
  draft: who('applicant'),
  dueDatePreview: everybody,
  handOverList: officers,
  lifeEvents: everybody,
  messageTemplates: { ...officers, ...who('admin') },
  messages: concerned,
  myDossiers: { applicant: 'full', otherCitizen: 'own' },
  myDrafts: { applicant: 'full', otherCitizen: 'own', receive: 'own', elsewhere: 'own' },
  offices: everybody,
  payment: concerned,
  parcelsToHandle: who('receive'),
  paymentsToHandle: office,
  postageQuote: everybody,
  previewMessage: officers,
  procedure: everybody,
  procedureDraft: who('admin'),
  procedureDrafts: who('admin'),
  procedureVersion: everybody,
  procedureVersionDifference: everybody,
  procedures: everybody,
  provinces: everybody,
  reconciliation: office,
  shipment: concerned,
  trackDossier: everybody,
  verifyDocument: everybody,
  whatDoINeed: everybody,
};

/** Each field of a dossier, whichever service answers it. */
export const dossierFields: Readonly<Record<string, Who>> = {
  accesses: applicants,
  amountDueVnd: concerned,
  answerBy: all,
  answers: { ...concerned, agency: 'part' },
  applicant: { ...concerned, agency: 'part' },
  assignee: office,
  attachments: concerned,
  availableActions: all,
  channel: all,
  clock: concerned,
  closedAt: all,
  code: all,
  contactPreferences: concerned,
  contactProblems: office,
  deliveryMethod: all,
  dueAt: all,
  endNote: concerned,
  endReasonCode: concerned,
  erasedAt: all,
  fees: all,
  handOver: concerned,
  id: all,
  lateness: concerned,
  messages: concerned,
  nationalStatus: all,
  nextSteps: all,
  office: all,
  outcome: all,
  payment: concerned,
  possibleDuplicates: office,
  procedure: all,
  procedureVersion: all,
  proposal: office,
  receivedAt: all,
  resultCodes: concerned,
  results: concerned,
  shipment: concerned,
  shipments: concerned,
  slips: concerned,
  status: all,
  steps: { ...concerned, agency: 'part' },
  submissionSlip: applicants,
  submittedAt: all,
  supplementRequests: concerned,
  supplementStage: all,
  timeline: all,
  version: all,
};

/** Each subscription: who may not watch is told null, and that it was that, or gets no connection. */
export const subscriptions: Readonly<Record<string, Who>> = {
  dossierChanged: all,
};

/** Each mutation: what somebody who may not ask gets is a refusal that says so, or that there is no such thing. */
export const mutations: Readonly<Record<string, Who>> = {
  acceptReturn: who('receive'),
  adoptNewVersion: who('applicant'),
  answerSupplement: { ...applicants, ...who('receive') },
  assignDossier: office,
  attachFile: who('applicant'),
  attachSupplementFile: { ...applicants, ...who('receive') },
  changeDeliveryAddress: applicants,
  checkProcedureVersion: who('admin'),
  chooseDelivery: who('applicant'),
  collectResult: applicants,
  completeStep: office,
  confirmAccessCode: everybody,
  confirmDelivery: who('receive'),
  createResumeLink: who('applicant'),
  declineDossier: who('receive'),
  discardDraft: who('applicant'),
  dismissProposal: office,
  draftProcedureVersion: who('admin'),
  eraseDossier: who('operator'),
  fileAtDesk: nobody,
  grantExemption: who('lead'),
  handOverResult: who('receive'),
  handOverToCarrier: who('receive'),
  prepareCorrection: who('process'),
  prepareResult: who('process'),
  printLabel: who('receive'),
  proposeDecline: who('receive'),
  proposeRejection: who('process'),
  publishProcedureVersion: who('admin'),
  receiveDossier: who('receive'),
  recordCashPayment: who('receive'),
  recordRefundPaid: who('receive'),
  redeemReceipt: everybody,
  refundPayment: who('lead'),
  reissueResult: who('receive'),
  rejectDossier: who('lead'),
  removeAttachment: who('applicant'),
  removeSupplementFile: { ...applicants, ...who('receive') },
  requestAccessCode: everybody,
  requestSupplement: office,
  reschedule: who('lead'),
  resendMessage: office,
  resolveReview: who('lead'),
  restartStep: who('process'),
  resumeDraft: everybody,
  retireProcedure: who('admin'),
  returnPapers: who('receive'),
  returnStep: who('process'),
  revokeResult: who('lead'),
  saveAnswers: who('applicant'),
  setCalendar: who('admin'),
  setContactPreferences: applicants,
  settleWithdrawal: who('lead'),
  signCorrection: who('lead'),
  signResult: who('lead'),
  startDraft: { ...drafters, ...who('receive', 'elsewhere') },
  startPayment: applicants,
  stopDossier: who('lead'),
  submitDossier: who('applicant'),
  takeOverDossier: office,
  withdrawDossier: applicants,
};
