/** Who may see and do what with a dossier or a draft; whatever is not allowed here is denied (security: default deny). */
import { Refusal } from '@motcua/service-kit/pure';
import type { DossierState, FiledDossier } from './dossier.js';
import { deskKeyOf } from './draft.js';
import type { Agency, Citizen, Guest, Officer, OfficerRole, Party } from './party.js';
import type { Step } from './step.js';

export type Relation = 'APPLICANT' | 'OFFICE' | 'AGENCY';

/** How much of a part somebody sees; `granted`: what the procedure version grants that agency. */
export type Sight = 'full' | 'masked' | 'granted' | 'own' | 'none';

const everybodyFull = { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'full' } as const;

const applicantAndOffice = { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'none' } as const;
const officeAlone = { APPLICANT: 'none', OFFICE: 'full', AGENCY: 'none' } as const;

/** Each field of `Dossier` in the graph; a test compares the names with the schema. */
export const sights = {
  id: everybodyFull,
  code: everybodyFull,
  procedure: everybodyFull,
  procedureVersion: everybodyFull,
  office: everybodyFull,
  status: everybodyFull,
  nationalStatus: everybodyFull,
  submittedAt: everybodyFull,
  receivedAt: everybodyFull,
  dueAt: everybodyFull,
  closedAt: everybodyFull,
  version: everybodyFull,
  channel: everybodyFull,
  answerBy: everybodyFull,
  supplementStage: everybodyFull,
  outcome: everybodyFull,
  endReasonCode: applicantAndOffice,
  endNote: applicantAndOffice,
  clock: applicantAndOffice,
  lateness: applicantAndOffice,
  supplementRequests: applicantAndOffice,
  proposal: officeAlone,
  assignee: officeAlone,
  resultCodes: applicantAndOffice,
  results: applicantAndOffice,
  handOver: applicantAndOffice,
  deliveryMethod: everybodyFull,
  fees: everybodyFull,
  slips: { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'none' },
  timeline: everybodyFull,
  nextSteps: everybodyFull,
  erasedAt: everybodyFull,
  submissionSlip: { APPLICANT: 'full', OFFICE: 'none', AGENCY: 'none' },
  possibleDuplicates: officeAlone,
  availableActions: everybodyFull,
  steps: { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'own' },
  attachments: applicantAndOffice,
  accesses: { APPLICANT: 'full', OFFICE: 'none', AGENCY: 'none' },
  applicant: { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'masked' },
  answers: { APPLICANT: 'full', OFFICE: 'full', AGENCY: 'granted' },
} as const satisfies Readonly<Record<string, Readonly<Record<Relation, Sight>>>>;

/** The parts that hold personal data; each read of them by an officer or an agency is recorded. */
export type PersonalPart = 'applicant' | 'answers' | 'attachments';

/**
 * What the party has to do with the dossier; null: nothing, and then it does not even learn that there is one. Where the
 * dossier's id is not known, a token for the dossier opens nothing.
 */
export function relationOf(party: Party, state: DossierState, dossierId: string | null = null): Relation | null {
  if (state.status === 'NONE') return null;
  switch (party.kind) {
    case 'citizen':
      return party.applicantKey === state.applicantKey ? 'APPLICANT' : null;
    case 'officer':
      return party.officeId === state.officeId ? 'OFFICE' : null;
    case 'agency':
      return stepsOf(party, state).length > 0 ? 'AGENCY' : null;
    case 'guest':
      return party.opens === dossierId || party.opens === state.draftId ? 'APPLICANT' : null;
    case 'anonymous':
    case 'catalogue-admin':
    case 'operator':
      return null;
  }
}

/** The steps an agency was asked to do; what it may be asked later is not its business yet. */
export function stepsOf(agency: Agency, state: FiledDossier): readonly Step[] {
  return state.steps.filter(
    (step) => step.worker.kind === 'PARTNER' && step.agency === agency.id && step.state !== 'WAITING',
  );
}

/** The officer in the role at the dossier's office; throws DOSSIER_NOT_FOUND where they may not see it, else FORBIDDEN. */
export function requireOfficer(party: Party, state: DossierState, roles: readonly OfficerRole[]): Officer {
  // Whatever the dossier: so a guest's answer says nothing about whether there is one.
  if (party.kind === 'guest') throw forbidden();
  if (relationOf(party, state) === null) throw dossierNotFound();
  if (party.kind !== 'officer' || !hasRole(party, roles)) throw forbidden();
  return party;
}

/** Whoever is not the one it was given to takes it over first, so that two officers do not do the same work. */
export function requireUnassigned(officer: Officer, { assignee }: Pick<FiledDossier, 'assignee'>): void {
  if (assignee === null || assignee === officer.id) return;
  throw new Refusal('ASSIGNED_TO_ANOTHER', 'Another officer works on this dossier; take it over first.', { assignee });
}

/** The applicant of the dossier, with or without an account; throws DOSSIER_NOT_FOUND or FORBIDDEN. */
export function requireApplicant(party: Party, state: DossierState, dossierId: string): void {
  const relation = relationOf(party, state, dossierId);
  if (relation === null) throw dossierNotFound();
  if (relation !== 'APPLICANT') throw forbidden();
}

/** The applicant, or the desk on their behalf. */
export function requireApplicantOrDesk(party: Party, state: DossierState, dossierId: string): void {
  if (party.kind === 'officer') requireOfficer(party, state, ['receive']);
  else requireApplicant(party, state, dossierId);
}

export function hasRole(officer: Officer, roles: readonly OfficerRole[]): boolean {
  return officer.roles.some((role) => roles.includes(role));
}

/** An officer of some office, for the queue of that office. */
export function requireDesk(party: Party): Officer {
  if (party.kind === 'anonymous') throw signInRequired();
  if (party.kind !== 'officer') throw forbidden();
  return party;
}

/** A citizen, for the list of their own drafts and dossiers. */
export function requireCitizen(party: Party): Citizen {
  if (party.kind === 'anonymous') throw signInRequired();
  if (party.kind !== 'citizen') throw forbidden();
  return party;
}

/** Who runs the platform; nothing in it is theirs to see. */
export function requireOperator(party: Party): void {
  if (party.kind !== 'operator') throw forbidden();
}

/** Somebody who may have a draft: a citizen, or a guest with the token of one. */
export function requireDrafter(party: Party): Citizen | Guest {
  return party.kind === 'guest' ? party : requireCitizen(party);
}

/** An officer who takes applications in. */
export function requireReception(party: Party): Officer {
  const officer = requireDesk(party);
  if (!hasRole(officer, ['receive'])) throw forbidden();
  return officer;
}

/** Somebody who fills a draft in: for themselves, or at the desk on behalf of somebody. */
export function requireFiler(party: Party): Citizen | Guest | Officer {
  return party.kind === 'officer' ? requireReception(party) : requireDrafter(party);
}

/** A desk's draft is everybody's who takes applications in there. */
export function mayUseDraft(party: Party, draft: { readonly id: string; readonly ownerKey: string }): boolean {
  if (party.kind === 'guest') return party.opens === draft.id;
  if (party.kind === 'officer') return hasRole(party, ['receive']) && deskKeyOf(party.officeId) === draft.ownerKey;
  return party.kind === 'citizen' && party.applicantKey === draft.ownerKey;
}

export function dossierNotFound(): Refusal {
  return new Refusal('DOSSIER_NOT_FOUND', 'There is no such dossier, or it is not yours to see.');
}

function forbidden(): Refusal {
  return new Refusal('FORBIDDEN', 'This is not for you to do.');
}

function signInRequired(): Refusal {
  return new Refusal('SIGN_IN_REQUIRED', 'Please sign in first.');
}
