/** Which of a definition's agencies work inside the ward, in which role, and under which name the others subscribe. */
import { agencies as subscribers, type AgencyName } from '@motcua/event-contracts';
import { Refusal } from '@motcua/service-kit/pure';
import type { OfficerRole } from './party.js';

export type Worker =
  | { readonly kind: 'WARD'; readonly roles: readonly OfficerRole[] }
  | { readonly kind: 'PARTNER' }
  | { readonly kind: 'APPLICANT' };

const ward: Readonly<Record<string, readonly OfficerRole[]>> = {
  onestop: ['receive', 'process'],
  justice: ['process'],
  leader: ['sign'],
};

/** By the agency's key in procedure definitions. */
const partners: Readonly<Record<string, AgencyName>> = { police: 'residence-police', bhxh: 'health-insurance' };

/** Throws a Refusal for an agency nobody answers for, so that no dossier waits for it for ever. */
export function workerOf(agency: string): { readonly agency: string; readonly worker: Worker } {
  const roles = Object.hasOwn(ward, agency) ? ward[agency] : undefined;
  if (roles !== undefined) return { agency, worker: { kind: 'WARD', roles } };
  const partner = Object.hasOwn(partners, agency) ? partners[agency] : undefined;
  if (partner !== undefined) return { agency: partner, worker: { kind: 'PARTNER' } };
  if (agency === 'applicant') return { agency, worker: { kind: 'APPLICANT' } };
  throw new Refusal('UNKNOWN_AGENCY', 'A step is given to an agency that has no place here.', { agency });
}

/** The key a subscriber has in procedure definitions; null for a stranger. */
export function definitionKeyOf(subscriber: string): string | null {
  return Object.entries(partners).find(([, name]) => name === subscriber)?.[0] ?? null;
}

/** Who may speak on `agency-result.<agency>.v1`; null for any other topic. */
export function agencySpeakingOn(topic: string): AgencyName | null {
  return subscribers.find((name) => topic.endsWith(`agency-result.${name}.v1`)) ?? null;
}

/** A step in which the leader signs; doing it prepares nothing. */
export function isSignature(worker: Worker): boolean {
  return worker.kind === 'WARD' && worker.roles.includes('sign');
}
