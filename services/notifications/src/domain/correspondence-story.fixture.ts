/** Correspondences told as a story, for rule tests: what happened so far, in the domain's own words. */
import type { Contact } from './contact.js';
import {
  correspondenceAggregate,
  type Correspondence,
  type CorrespondenceFact,
  type Notice,
} from './correspondence.js';
import { eraseContact, giveNotice, learnContact, remindOfDraft, setPreferences, tellForAWhile } from './decisions.js';
import { usualPreferences, type Preferences } from './preferences.js';
import { claimMessage, concludeMessage, type Outcome } from './sending.js';
import type { Channel } from './templates.js';

export const morning = new Date('2026-11-23T01:30:00.000Z');
export const after = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000);

export const aDossier = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  dossierCode: 'H26.153-261123-0001',
  officeId: 'off_ha-dong',
  applicantKey: 'apk_APPLICANT',
};

export const aContact = (reach: Partial<Contact['reach']> = {}): Contact => ({
  language: 'vi',
  reach: { SMS: 'REACHABLE', EMAIL: 'REACHABLE', ...reach },
  encryptedAddresses: 'encrypted',
});

export const notice = (name: Notice['notice'], values: Notice['values'] = {}): Notice => ({
  notice: name,
  templateVersion: 1,
  values,
});

export type Happening = (state: Correspondence) => readonly CorrespondenceFact[];

export const submitted =
  (reach: Partial<Contact['reach']> = {}, at = morning): Happening =>
  (state) =>
    learnContact(state, { ...aDossier, contact: aContact(reach), welcome: notice('dossier-submitted') }, at);
export const noticed =
  (name: Notice['notice'], at = morning): Happening =>
  (state) =>
    giveNotice(state, notice(name), at);
/** A code that is good for ten minutes. */
export const codeAsked =
  (channel: Channel, at = morning): Happening =>
  (state) => {
    const usefulUntil = new Date(at.getTime() + 10 * 60_000);
    const values = { validUntil: usefulUntil.toISOString() };
    return tellForAWhile(state, notice('access-code', values), { channel, encryptedSecret: 'secret', usefulUntil }, at);
  };
export const wished =
  (wishes: Partial<Preferences>): Happening =>
  (state) => {
    if (state.status !== 'OPEN') throw new Error('nobody is there to wish for anything');
    return setPreferences(state, { ...usualPreferences('vi'), ...wishes });
  };
export const draftId = 'drf_01K9ZD3Q5V7W8X9Y0Z1A2B3C4E';
export const reminded =
  (reach: Partial<Contact['reach']> = {}, encryptedSecret: string | null = 'link', at = morning): Happening =>
  (state) =>
    remindOfDraft(
      state,
      { draftId, contact: aContact(reach), forgetAt: after(4_320), notice: notice('draft-expiring'), encryptedSecret },
      at,
    );
export const erased =
  (at = morning): Happening =>
  (state) =>
    eraseContact(state, at);
export const claimed =
  (messageId: string, at = morning): Happening =>
  (state) =>
    claimMessage(state, messageId, at);
export const concluded =
  (messageId: string, attempt: number, outcome: Outcome, at = morning): Happening =>
  (state) =>
    concludeMessage(state, { messageId, attempt, outcome }, at);

/** A correspondence to which all this happened, in this order. */
export function aCorrespondence(...happenings: readonly Happening[]): Correspondence {
  return happenings.reduce((state, happening) => evolved(state, happening(state)), correspondenceAggregate.initial);
}

export function evolved(state: Correspondence, facts: readonly CorrespondenceFact[]): Correspondence {
  return facts.reduce((next, fact) => correspondenceAggregate.evolve(next, fact), state);
}

export const text = 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.dossier-submitted.1.SMS';
export const letter = 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.dossier-submitted.1.EMAIL';
