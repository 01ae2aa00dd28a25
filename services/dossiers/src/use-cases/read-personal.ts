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

export async function readApplicant(context: Context, party: Party, seen: SeenDossier): Promise<Applicant | null> {
  const sight = await look(context, party, seen, 'applicant');
  if (sight === 'none') return null;
  const applicant = await decryptApplicant(context, seen.stored);
  return applicant === null || sight === 'full' ? applicant : maskApplicant(applicant);
}

/** All for the applicant and the office; for an agency what the procedure version grants it, and nothing else. */
export async function readAnswers(context: Context, party: Party, seen: SeenDossier): Promise<Answers | null> {
  const sight = await look(context, party, seen, 'answers');
  if (sight === 'full') return decryptAnswers(context, seen.stored);
  if (sight !== 'granted' || party.kind !== 'agency') return null;
  const key = definitionKeyOf(party.id);
  if (key === null) return {};
  const answers = await decryptAnswers(context, seen.stored);
  return answers === null ? null : answersGrantedTo(await definitionOf(context, seen), key, answers);
}

export async function readPapers(context: Context, party: Party, seen: SeenDossier): Promise<readonly Attachment[]> {
  if (seen.state.papers.length === 0) return [];
  const sight = await look(context, party, seen, 'attachments');
  return sight === 'full' ? decryptPapers(context, seen.stored) : [];
}

/** How much this party sees; that an officer or an agency looks is stored before anything is shown. */
async function look(context: Context, party: Party, seen: SeenDossier, part: PersonalPart): Promise<Sight> {
  const sight = sights[part][seen.relation];
  if (sight === 'none' || (party.kind !== 'officer' && party.kind !== 'agency')) return sight;
  const purpose = party.kind === 'officer' ? purposes[seen.state.status] : await grantedPurpose(context, party, seen);
  await context.accesses.record(accessEntry(seen.id, party, purpose, context.clock.now()));
  return sight;
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
