/** What stands on an official slip (mẫu 01–06, letter of rejection): what was true when it was issued, whenever it is printed. */
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { dossier, type FiledDossier } from './dossier.js';
import type { DossierFact, Slip } from './dossier-facts.js';
import { controlSheetSlip } from './control-sheet-slip.js';
import { endedSlip, apologySlip } from './ending-slips.js';
import type { Applicant } from './masking.js';
import {
  legible,
  officeLines,
  type OfficePaper,
  type PaperLanguage,
  type PaperOffice,
  type PaperPart,
} from './office-paper.js';
import { officialTexts } from './official-slip-texts.js';
import { receiptSlip } from './receipt-slip.js';
import { supplementSlip } from './supplement-slip.js';

/** The fact that issued a slip, and the dossier as it stood then. */
export interface Issued {
  readonly slip: Slip;
  readonly fact: IssuingFact;
  readonly state: FiledDossier;
  /** Up to the one that issued it; all of them for a control sheet, which grows. */
  readonly facts: readonly DossierFact[];
}

export type IssuingFact = Extract<DossierFact, { readonly slip: Slip } | { readonly slips: readonly Slip[] }>;

export interface SlipAbout extends Issued {
  readonly definition: ProcedureDefinition;
  /** Null where it is not known any more. */
  readonly office: PaperOffice | null;
  readonly applicant: Applicant;
  /** The officers' words in the issuing fact, in its order; null where nothing was said. */
  readonly words: readonly (string | null)[];
  readonly language: PaperLanguage;
}

/** Null where the dossier never issued a slip of that number. */
export function findIssued(facts: readonly DossierFact[], number: string): Issued | null {
  const at = facts.findIndex((fact) => slipsOf(fact).some((slip) => slip.number === number));
  const fact = facts[at];
  const slip = fact === undefined ? undefined : slipsOf(fact).find((each) => each.number === number);
  if (fact === undefined || slip === undefined || !isIssuing(fact)) return null;
  const until = slip.form === '06' ? facts : facts.slice(0, at + 1);
  const state = until.reduce((before, each) => dossier.evolve(before, each), dossier.initial);
  return state.status === 'NONE' ? null : { slip, fact, state, facts: until };
}

export function officialSlip(given: SlipAbout): OfficePaper {
  const about = withLegiblePeople(given);
  const { slip, state, office, language } = about;
  const texts = officialTexts[language];
  const { datedAt, parts } = contentOf(about);
  return {
    ...{ language, size: slip.form === '06' || slip.form === 'LETTER' ? 'A4' : 'A5', orientation: 'portrait' },
    ...{ title: texts.names[slip.form], number: slip.number, datedAt },
    office: officeLines(office, state.officeId, language),
    parts: [{ kind: 'SMALL_PRINT', text: `${texts.number}: ${slip.number}` }, ...parts],
    code: { alt: texts.qrAlt, beside: texts.qr },
  };
}

/** What people wrote themselves. */
function withLegiblePeople(about: SlipAbout): SlipAbout {
  const { name, phone, email } = about.applicant;
  return {
    ...about,
    applicant: { name: legible(name), phone: legible(phone), email: legible(email) },
    words: about.words.map((said) => (said === null ? null : legible(said))),
  };
}

interface Content {
  readonly datedAt: Date;
  readonly parts: readonly PaperPart[];
}

function contentOf(about: SlipAbout): Content {
  const { fact, slip } = about;
  const parts = (given: readonly PaperPart[]): Content => ({ datedAt: slip.issuedAt, parts: given });
  switch (fact.type) {
    case 'DossierReceived':
      return slip.form === '06' ? controlSheetSlip(about) : parts(receiptSlip(about, fact));
    case 'SupplementRequested':
      return parts(supplementSlip(about, fact));
    case 'DossierRescheduled':
      return parts(apologySlip(about, fact));
    case 'DossierDeclined':
    case 'DossierRejected':
    case 'WithdrawalSettled':
    case 'DossierStopped':
      return parts(endedSlip(about, fact));
  }
}

function slipsOf(fact: DossierFact): readonly Slip[] {
  if (!isIssuing(fact)) return [];
  return 'slips' in fact ? fact.slips : [fact.slip];
}

function isIssuing(fact: DossierFact): fact is IssuingFact {
  return 'slip' in fact || 'slips' in fact;
}
