import { partyOf } from '../context.js';
import { officialTexts } from '../domain/official-slip-texts.js';
import { linkToSlip, qrTextOfSlip } from '../use-cases/give-official-slip.js';
import type { SlipResolvers } from './generated/resolvers.js';

export const Slip: SlipResolvers = {
  number: ({ slip }) => slip.number,
  form: ({ slip }) => slip.form,
  name: ({ slip }) => ({ vi: officialTexts.vi.names[slip.form], en: officialTexts.en.names[slip.form] }),
  issuedAt: ({ slip }) => slip.issuedAt,
  dueAt: ({ slip }) => slip.dueAt,
  downloadPath: (seen, _, { app, viewer, language }) => linkToSlip(app, partyOf(viewer), seen, language),
  qrText: (seen, _, { app, language }) => qrTextOfSlip(app, seen, language),
};
