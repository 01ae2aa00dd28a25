import type { Viewer } from '@motcua/service-kit';
import { Refusal } from '@motcua/service-kit/pure';
import type { Context } from '../context.js';
import { retire } from '../domain/retirement.js';
import { procedureIdOf } from '../domain/version.js';
import { askAsAdmin } from './asking.js';
import { findVersions } from './find-procedures.js';

interface RetireProcedure {
  readonly requestId: string;
  readonly procedureCode: string;
  readonly retiredFrom: string;
}

/** Ends a procedure from a day on. @throws Refusal as the mutation lists them */
export async function retireProcedure(
  context: Context,
  viewer: Viewer,
  input: RetireProcedure,
): Promise<{ readonly procedureCode: string; readonly retiredFrom: string }> {
  const { cause, today } = await askAsAdmin(context, viewer, 'retireProcedure', { ...input });
  const { procedureCode: code, retiredFrom } = input;
  await context.follow();
  if (findVersions(context, code).length === 0) {
    throw new Refusal('UNKNOWN_PROCEDURE', 'No version of this procedure was ever published.', { procedureCode: code });
  }
  const end = { code, retiredFrom, today };
  await context.stores.retirements.execute(procedureIdOf(code), cause, (state) => retire(state, end));
  await context.follow();
  return { procedureCode: code, retiredFrom };
}
