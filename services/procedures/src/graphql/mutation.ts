import { checkVersion } from '../use-cases/check-version.js';
import { draftVersion } from '../use-cases/draft-version.js';
import { publishDraft } from '../use-cases/publish-version.js';
import { retireProcedure } from '../use-cases/retire-procedure.js';
import { setCalendar } from '../use-cases/set-calendar.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toPayload } from './procedure-draft.js';

export const Mutation: MutationResolvers = {
  draftProcedureVersion: async (_, { input }, context) =>
    toPayload(context, await draftVersion(context.app, context.viewer, input)),
  checkProcedureVersion: async (_, { input }, context) =>
    toPayload(context, await checkVersion(context.app, context.viewer, input)),
  publishProcedureVersion: async (_, { input }, { app, viewer }) => ({
    version: await publishDraft(app, viewer, input),
  }),
  retireProcedure: (_, { input }, { app, viewer }) => retireProcedure(app, viewer, input),
  async setCalendar(_, { input }, { app, viewer }) {
    const { asOf, changedDays } = await setCalendar(app, viewer, input);
    return { asOf, changedDays: [...changedDays] };
  },
};
