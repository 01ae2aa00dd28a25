import type { Context } from '../context.js';
import { withVerdict, type AttachmentState } from '../domain/attachment.js';
import type { Draft } from '../domain/draft.js';
import type { Intake } from '../domain/intake.js';
import type { SupplementFiles } from '../domain/supplement-files.js';
import type { KeptFile } from '../file-stores.js';
import { untilWon } from './until-won.js';

type Stores = Pick<Context, 'drafts' | 'supplementFiles'>;

/** What a file came in for, whoever's it is. */
export async function findIntake(
  { drafts, supplementFiles }: Stores,
  id: string,
): Promise<Draft | SupplementFiles | null> {
  return (await drafts.find(id)) ?? supplementFiles.find(id);
}

/** No request of its owner: nothing is put off by it, and no request id is spent. */
export async function noteVerdict(
  { drafts, supplementFiles }: Stores,
  file: Pick<KeptFile, 'id' | 'cameFor'>,
  state: AttachmentState,
): Promise<void> {
  await noteIn(drafts, file, state);
  await noteIn(supplementFiles, file, state);
}

interface IntakeStore<I extends Intake> {
  find(id: string): Promise<I | null>;
  replace(intake: I, revision: number): Promise<boolean>;
}

async function noteIn<I extends Intake>(
  store: IntakeStore<I>,
  { id, cameFor }: Pick<KeptFile, 'id' | 'cameFor'>,
  state: AttachmentState,
): Promise<void> {
  await untilWon(`the verdict on a file of ${cameFor}`, async () => {
    const intake = await store.find(cameFor);
    const attachments = intake === null ? null : withVerdict(intake, id, state);
    if (intake === null || attachments === null) return 'nothing to say';
    const next = { ...intake, attachments, revision: intake.revision + 1 };
    return (await store.replace(next, intake.revision)) ? 'said' : null;
  });
}
