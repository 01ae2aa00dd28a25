import type { AttachmentResolvers } from './generated/resolvers.js';

/** Who may see an attachment is asked where attachments are read; a link is as good as seeing it. */
export const Attachment: AttachmentResolvers = {
  downloadPath: ({ fileId, state }, _, { app }) =>
    state === 'CLEAN' ? `/files/${app.links.sign('file', fileId, app.clock.now())}` : null,
};
