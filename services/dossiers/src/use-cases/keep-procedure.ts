import type { DataOf, ProcedurePublished } from '@motcua/event-contracts';
import { parseProcedure } from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { workerOf } from '../domain/worker.js';

/** Keeps a published version; refuses what no dossier could be worked through by, so that nobody starts one. */
export async function keepProcedure({ catalogue }: Context, data: DataOf<typeof ProcedurePublished>): Promise<void> {
  const parsed = parseProcedure(data.definition, data);
  if (!parsed.ok) {
    const places = parsed.problems.slice(0, 20).map(({ path, code }) => `${path} ${code}`);
    throw new Refusal('DEFINITION_NOT_READABLE', 'The definition cannot be read.', { places });
  }
  const { code, version, steps } = parsed.definition.procedure;
  if (code !== data.code || version !== data.version) {
    throw new Refusal('DEFINITION_OF_ANOTHER_VERSION', 'The definition is not the one announced.', { code, version });
  }
  for (const { agency, optional } of steps) if (optional !== true) workerOf(agency);
  await catalogue.keepVersion(parsed.definition);
}
