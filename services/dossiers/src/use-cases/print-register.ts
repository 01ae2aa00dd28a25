import type { LinkedPaper } from '@motcua/service-kit';
import type { ProcedureDefinition } from '@motcua/procedure-definition';
import type { Context, StoredDossier } from '../context.js';
import { accessEntry } from '../domain/access-entry.js';
import { deskRegister, instantsOf, mostRows, registerRow, type Period } from '../domain/desk-register.js';
import type { PaperLanguage } from '../domain/office-paper.js';
import type { Officer } from '../domain/party.js';
import { isErased } from './compose-official-slip.js';
import { drawPaper } from './draw-paper.js';
import { decryptApplicant } from './personal-data.js';

const dossiersAtOnce = 100;

/** The register a signed link leads to, as it stands now. Null when the link is over or forged. */
export async function printRegister(
  context: Context,
  token: string,
  language: PaperLanguage,
): Promise<LinkedPaper | null> {
  const printedAt = context.clock.now();
  const wanted = context.links.open('register', token, printedAt);
  if (wanted === null) return null;
  const [officeId = '', officerId = '', from = '', to = ''] = wanted.split(' ').map(decodeURIComponent);
  const officer: Officer = { kind: 'officer', id: officerId, officeId, roles: [] };
  const rows: (readonly string[])[] = [];
  for await (const dossiers of received(context, officeId, { from, to })) {
    await Promise.all(
      dossiers.map(({ id }) => context.accesses.record(accessEntry(id, officer, 'DESK_REGISTER', printedAt))),
    );
    rows.push(...(await Promise.all(dossiers.map((stored) => rowOf(context, stored, language)))));
  }
  const office = await context.catalogue.findOffice(officeId);
  const paper = deskRegister({ period: { from, to }, officeId, office, rows, printedAt, language });
  return { bytes: await drawPaper(paper), fileName: `so-theo-doi-ho-so-${from}-${to}.pdf` };
}

/** Piece by piece; what is received at one instant may begin one piece and end the one before. */
async function* received(
  { dossiers }: Context,
  officeId: string,
  period: Period,
): AsyncGenerator<readonly StoredDossier[]> {
  const { from, until } = instantsOf(period);
  const seen = new Set<string>();
  for (let since = from; seen.size < mostRows;) {
    const found = await dossiers.listReceived(officeId, since, until, dossiersAtOnce);
    const fresh = found.filter(({ id }) => !seen.has(id));
    fresh.forEach(({ id }) => seen.add(id));
    yield fresh;
    const last = found.at(-1)?.state;
    if (found.length < dossiersAtOnce || fresh.length === 0 || last === undefined || !('receivedAt' in last)) return;
    since = last.receivedAt;
  }
}

async function rowOf(context: Context, stored: StoredDossier, language: PaperLanguage): Promise<readonly string[]> {
  const { state } = stored;
  if (state.status === 'NONE') throw new Error(`${stored.id} was received and never submitted`);
  const { procedure } = await definitionOf(context, state);
  const applicant = isErased(stored) ? null : await decryptApplicant(context, stored);
  const procedureName = language === 'vi' ? procedure.nameVi : procedure.nameEn;
  return registerRow(state, { applicantName: applicant?.name ?? null, procedureName }, language);
}

function definitionOf(
  { catalogue }: Context,
  { procedureCode, procedureVersion }: { readonly procedureCode: string; readonly procedureVersion: number },
): Promise<ProcedureDefinition> {
  return catalogue.getVersion(procedureCode, procedureVersion);
}
