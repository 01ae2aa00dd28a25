import { answersGrantedTo, type ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context } from '../context.js';
import { accessEntry, purposes } from '../domain/access-entry.js';
import { sights, type PersonalPart, type Sight } from '../domain/access.js';
import type { Attachment } from '../domain/attachment.js';
import type { Answers } from '../domain/draft.js';
import { maskApplicant, type Applicant } from '../domain/masking.js';
import type { Agency, Party } from '../domain/party.js';
import { definitionKeyOf } from '../domain/worker.js';
import { decryptAnswers, decryptApplicant, decryptPapers } from './personal-data.js';
import type { SeenDossier } from './see-dossier.js';

/** Null where personal data was erased, as below. */
export async function readApplicant(context: Context, party: Party, seen: SeenDossier): Promise<Applicant | null> {
  const sight = sightOf(seen, 'applicant');
  if (sight !== 'full' && sight !== 'masked') return null;
  const applicant = await decryptApplicant(context, seen.stored);
  if (applicant === null) return null;
  await recordLook(context, party, seen);
  return sight === 'full' ? applicant : maskApplicant(applicant);
}

/** All for the applicant and the office; for an agency what the procedure version grants it, and nothing else. */
export async function readAnswers(context: Context, party: Party, seen: SeenDossier): Promise<Answers | null> {
  const sight = sightOf(seen, 'answers');
  if (sight !== 'full' && sight !== 'granted') return null;
  const answers = await decryptAnswers(context, seen.stored);
  if (answers === null) return null;
  await recordLook(context, party, seen);
  if (sight === 'full') return answers;
  const key = party.kind === 'agency' ? definitionKeyOf(party.id) : null;
  return key === null ? {} : answersGrantedTo(await definitionOf(context, seen), key, answers);
}

export async function readPapers(context: Context, party: Party, seen: SeenDossier): Promise<readonly Attachment[]> {
  if (seen.state.papers.length === 0 || sightOf(seen, 'attachments') !== 'full') return [];
  const papers = await decryptPapers(context, seen.stored);
  if (papers.length > 0) await recordLook(context, party, seen);
  return papers;
}

function sightOf({ relation }: SeenDossier, part: PersonalPart): Sight {
  return sights[part][relation];
}

/** That an officer or an agency looks is stored before anything is shown. */
export async function recordLook(context: Context, party: Party, seen: SeenDossier): Promise<void> {
  if (party.kind !== 'officer' && party.kind !== 'agency') return;
  const purpose = party.kind === 'officer' ? purposes[seen.state.status] : await grantedPurpose(context, party, seen);
  await context.accesses.record(accessEntry(seen.id, party, purpose, context.clock.now()));
}

/** The words in which the procedure version grants the agency its fields. */
async function grantedPurpose(context: Context, agency: Agency, seen: SeenDossier): Promise<string> {
  const { procedure } = await definitionOf(context, seen);
  const key = definitionKeyOf(agency.id);
  const grant = key !== null && Object.hasOwn(procedure.grants, key) ? procedure.grants[key] : undefined;
  return grant?.purposeVi ?? 'NOTHING_GRANTED';
}

function definitionOf({ catalogue }: Context, { state }: SeenDossier): Promise<ProcedureDefinition> {
  return catalogue.getVersion(state.procedureCode, state.procedureVersion);
}
