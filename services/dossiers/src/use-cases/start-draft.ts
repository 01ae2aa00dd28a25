import { derivedId, Refusal, type Viewer } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { requireCitizen } from '../domain/access.js';
import { startedDraft, type Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';

interface StartDraft {
  readonly requestId: string;
  readonly procedureCode: string;
  readonly officeId: string;
}

/** From this level on a procedure is filed online. */
const onlineLevel = 3;

/** A draft is pinned to the version in force on the day it is started; its id follows from the request. */
export async function startDraft(context: Context, viewer: Viewer, input: StartDraft): Promise<Draft> {
  const { party, cause, at } = askingBy(context, viewer, input.requestId, input);
  const { applicantKey: ownerKey } = requireCitizen(party);
  await context.registerRequest(cause);
  const id = derivedId('drf', cause.id);
  const earlier = await context.drafts.find(id);
  if (earlier !== null) return earlier;
  const draft = startedDraft({ id, ownerKey, ...(await choose(context, input, dayInVietnam(at))) }, at);
  if (await context.drafts.insert(draft)) return draft;
  // The same request won a race against itself.
  return (await context.drafts.find(id)) ?? draft;
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
  return { procedureCode, procedureVersion, officeId: office.id };
}
