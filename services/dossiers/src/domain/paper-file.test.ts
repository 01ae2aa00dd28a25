import {
  cleanAttachments,
  uncheckedAttachments,
  withoutAttachment,
  withVerdict,
  type Attachment,
} from './attachment.js';
import { requireAcceptedType, requireRoom, roomIn, requireSignature, tidyFileName } from './paper-file.js';
import { refusalOf } from './refusal.fixture.js';

const about = {
  id: 'att_1',
  paper: 'photo',
  fileId: 'fil_1',
  fileName: 'f',
  contentType: 'image/png',
  sizeBytes: 1,
  state: 'CLEAN',
  attachedAt: new Date('2026-11-23T02:00:00Z'),
} as const satisfies Attachment;

describe('a file', () => {
  it('is of an accepted type, and begins as that type begins', () => {
    const pdf = Buffer.from('%PDF-1.7');
    requireSignature(pdf, 'application/pdf');
    requireSignature(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png');
    requireSignature(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg');
    expect(refusalOf(() => requireSignature(pdf, 'image/png'))).toBe('FILE_TYPE_MISMATCH');
    expect(refusalOf(() => requireSignature(Buffer.from('%P'), 'application/pdf'))).toBe('FILE_TYPE_MISMATCH');
    requireAcceptedType('application/pdf', ['application/pdf']);
    for (const type of ['text/html', 'image/svg+xml', 'constructor']) {
      expect(refusalOf(() => requireAcceptedType(type, ['application/pdf', type]))).toBe('FILE_TYPE_NOT_ACCEPTED');
    }
  });

  it('has a name without path, control signs or excess', () => {
    expect(tidyFileName('C:\\tmp\\giấy\u0000 chứng sinh.pdf')).toBe('giấy chứng sinh.pdf');
    expect(tidyFileName('../../etc/passwd')).toBe('passwd');
    expect(tidyFileName('\u202e')).toBe('file');
    expect(tidyFileName('a'.repeat(500))).toHaveLength(120);
  });

  it('finds room until there is none', () => {
    const { draft, dossier } = roomIn;
    requireRoom({ attachments: [about] }, 10, draft);
    const many = Array.from({ length: 30 }, () => about);
    expect(refusalOf(() => requireRoom({ attachments: many }, 0, draft))).toBe('TOO_MANY_FILES');
    expect(refusalOf(() => requireRoom({ attachments: [about] }, 60 * 1024 * 1024, draft))).toBe('TOO_MANY_FILES');
    requireRoom({ attachments: many }, 10, dossier, many.slice(1));
    expect(refusalOf(() => requireRoom({ attachments: many }, 10, dossier, many))).toBe('TOO_MANY_FILES');
    const large = [{ sizeBytes: 120 * 1024 * 1024 }];
    expect(refusalOf(() => requireRoom({ attachments: [] }, 1, dossier, large))).toBe('TOO_MANY_FILES');
    expect(withoutAttachment({ attachments: [about] }, 'att_1')).toEqual([]);
    expect(refusalOf(() => withoutAttachment({ attachments: [about] }, 'att_2'))).toBe('ATTACHMENT_NOT_FOUND');
  });

  it('counts once every check passed, and a verdict is given once', () => {
    const waiting: Attachment = { ...about, state: 'SCANNING' };
    const draft = { attachments: [waiting, { ...about, fileId: 'fil_2', state: 'CLEAN' as const }] };
    expect(cleanAttachments(draft).map(({ fileId }) => fileId)).toEqual(['fil_2']);
    expect(uncheckedAttachments(draft)).toEqual([waiting]);
    const judged = withVerdict(draft, 'fil_1', 'INFECTED') ?? [];
    expect(judged.map(({ state }) => state)).toEqual(['INFECTED', 'CLEAN']);
    expect(withVerdict({ attachments: judged }, 'fil_1', 'CLEAN')).toBeNull();
    expect(withVerdict(draft, 'fil_3', 'CLEAN')).toBeNull();
  });
});
