import { Refusal, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireDrafter } from '../domain/access.js';
import { askingBy } from './asking.js';
import { submitDraft, type Submitted } from './submit-draft.js';

interface SubmitDossier {
  readonly requestId: string;
  readonly draftId: string;
  readonly captcha: string;
  readonly language: 'vi' | 'en';
}

/** Online: whoever filled the draft in hands it in, and proves to be no machine. */
export async function submitDossier(
  context: Context,
  viewer: Viewer,
  { language, ...input }: SubmitDossier,
): Promise<Submitted> {
  const asking = askingBy(context, viewer, input.requestId, input);
  requireDrafter(asking.party);
  const { draftId, captcha } = input;
  return submitDraft(context, asking, {
    ...{ draftId, language, papersOnPaper: [] },
    prove: ({ id }) => spendCaptcha(context, captcha, id),
  });
}

async function spendCaptcha({ captcha, spentCaptchas }: Context, answer: string, draftId: string): Promise<void> {
  const { challengeId, expiresAt } = await captcha.check(answer);
  if (await spentCaptchas.spend(challengeId, draftId, expiresAt)) return;
  throw new Refusal('CAPTCHA_USED', 'The confirmation code was used before; please take a new one.');
}
