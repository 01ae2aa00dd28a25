import type { GraphContext } from '../context.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { findVersionsById } from '../use-cases/find-procedures.js';
import { formSchemaOf, uiSchemaOf } from './form.js';
import type { ProcedureVersionResolvers } from './generated/resolvers.js';

export const ProcedureVersion: ProcedureVersionResolvers = {
  __resolveReference: ({ id }, context) => loadVersion(context, id),
  procedureCode: ({ code }) => code,
  name: ({ definition: { procedure } }) => ({ vi: procedure.nameVi, en: procedure.nameEn }),
  formSchema: (version, _, { language }) => formSchemaOf(version, language),
  uiSchema: (version, _, { language }) => uiSchemaOf(version, language),
};

/** Public: anybody may read any version that was ever published. */
export function loadVersion(context: GraphContext, id: string): Promise<PublishedVersion | null> {
  return context.loader<string, PublishedVersion>('versions', (ids) => findVersionsById(context.app, ids)).load(id);
}
