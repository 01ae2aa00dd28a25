import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { answersForDelivery, type Receiver } from '../domain/delivery-choice.js';
import type { DeliveryMethod } from '../domain/dossier-facts.js';
import { mergeAnswers, type Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { changeDraft, getOwnDraft } from './change-draft.js';

interface ChooseDelivery {
  readonly requestId: string;
  readonly draftId: string;
  readonly method: DeliveryMethod;
  readonly receiver?: Receiver | null | undefined;
}

/** Fills in the form's own fields about the way of the result, so that there is one place to read it from. */
export async function chooseDelivery(context: Context, viewer: Viewer, input: ChooseDelivery): Promise<Draft> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const { procedureCode, procedureVersion } = await getOwnDraft(context, asking.party, input.draftId);
  const definition = await context.catalogue.getVersion(procedureCode, procedureVersion);
  return changeDraft(context, asking, input.draftId, ({ answers }) => ({
    answers: mergeAnswers(answers, answersForDelivery(definition, input.method, input.receiver ?? null)),
  }));
}
