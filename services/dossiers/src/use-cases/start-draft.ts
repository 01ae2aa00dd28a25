import { derivedId, Refusal, type AccessToken, type Viewer } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { requireCitizen, requireReception } from '../domain/access.js';
import { deskKeyOf, draftNotFound, startedDraft, type Draft } from '../domain/draft.js';
import { requireUuid, tokenLivesMs } from '../domain/guest.js';
import type { Party } from '../domain/party.js';
import { askingBy, type Asking } from './asking.js';
import { grantAccess, guestIdOf } from './grant-access.js';
import { stayWithinAddress } from './stay-within.js';

interface StartDraft {
  readonly requestId: string;
  readonly procedureCode: string;
  readonly officeId: string;
}

/** Where from, and in which language to write. */
interface Caller {
  readonly address: string | null;
  readonly language: 'vi' | 'en';
}

/** From this level on a procedure is filed online. */
const onlineLevel = 3;

/**
 * A draft is pinned to the version in force on the day it is started; its id follows from the request. Without an account
 * it belongs to the guest whom the token makes; an officer's belongs to the desk.
 */
export async function startDraft(
  context: Context,
  viewer: Viewer,
  { address, language }: Caller,
  input: StartDraft,
): Promise<{ readonly draft: Draft; readonly access: AccessToken | null }> {
  if (viewer.kind === 'anonymous') return startWithoutAccount(context, viewer, { address, language }, input);
  const asking = askingBy(context, viewer, input.requestId, input);
  const ownerKey = ownerKeyFor(asking.party, input.officeId);
  const id = derivedId('drf', asking.cause.id);
  return { draft: await startOnce(context, asking, { id, ownerKey, language }, input), access: null };
}

function ownerKeyFor(party: Party, officeId: string): string {
  if (party.kind !== 'officer') return requireCitizen(party).applicantKey;
  if (requireReception(party).officeId === officeId) return deskKeyOf(officeId);
  throw new Refusal('FORBIDDEN', 'A desk takes applications in for its own office.');
}

async function startWithoutAccount(
  context: Context,
  viewer: Viewer,
  { address, language }: Caller,
  input: StartDraft,
): Promise<{ readonly draft: Draft; readonly access: AccessToken }> {
  requireUuid(input.requestId);
  // Whoever repeats the request is given the token, so what is stored of it must not be enough to repeat it.
  const requestKey = context.vault.blindIndex('request without account', input.requestId);
  const asking = askingBy(context, viewer, requestKey, input);
  const id = derivedId('drf', asking.cause.id);
  if ((await context.drafts.find(id)) === null) await stayWithinAddress(context, 'startDraft/address', address);
  const ownerKey = derivedId('apk', guestIdOf(id));
  const draft = await startOnce(context, asking, { id, ownerKey, language }, input);
  return { draft, access: await grantAccess(context, id, tokenLivesMs.draft) };
}

async function startOnce(
  context: Context,
  { cause, at }: Asking,
  about: Pick<Draft, 'id' | 'ownerKey' | 'language'>,
  input: StartDraft,
): Promise<Draft> {
  await context.registerRequest(cause);
  const earlier = await context.drafts.find(about.id);
  if (earlier !== null) return earlier;
  const draft = startedDraft({ ...about, ...(await choose(context, input, dayInVietnam(at))) }, at);
  if (await context.drafts.insert(draft)) return draft;
  // The same request won a race against itself, or the draft was thrown away since.
  const started = await context.drafts.find(about.id);
  if (started === null) throw draftNotFound();
  return started;
}

async function choose(
  { catalogue }: Context,
  input: StartDraft,
  day: string,
): Promise<Pick<Draft, 'procedureCode' | 'procedureVersion' | 'officeId'>> {
  const definition = await catalogue.findInForce(input.procedureCode, day);
  if (definition === null) throw new Refusal('UNKNOWN_PROCEDURE', 'There is no such procedure in force.');
  const { code: procedureCode, version: procedureVersion, serviceLevel } = definition.procedure;
  if (serviceLevel < onlineLevel)
    throw new Refusal('PROCEDURE_NOT_FILED_ONLINE', 'This procedure is filed at the desk.');
  const office = await catalogue.findOffice(input.officeId);
  if (office?.procedureCodes.includes(procedureCode) !== true) {
    throw new Refusal('UNKNOWN_OFFICE', 'There is no such office that takes this procedure.');
  }
  const { validUntil, successorOfficeId } = office;
  if (validUntil !== null && validUntil < day) {
    const closed = { validUntil, successorOfficeId };
    throw new Refusal('OFFICE_CLOSED', 'This office takes no dossiers any more; another one took over.', closed);
  }
  return { procedureCode, procedureVersion, officeId: office.id };
}
