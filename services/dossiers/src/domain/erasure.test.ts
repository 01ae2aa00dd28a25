import type { Recorded } from '@motcua/service-kit/pure';
import type { DossierSubmitted } from './dossier-facts.js';
import { dossier } from './dossier.js';
import { after, filed, moment, outcome, pays, postman, signs, workedThrough } from './dossier-story.fixture.js';
import { confirmErased, erase } from './erasure.js';
import { requireReason } from './reason.js';
import { redacted } from './redaction.js';
import { refusalOf } from './refusal.fixture.js';

const closed = after(...workedThrough, pays, signs, postman);
const erases = erase('RETENTION_ENDED', moment.at);

describe('erasing', () => {
  it('is decided once and confirmed once', () => {
    const decided = after(...workedThrough, pays, signs, postman, erases);
    expect(outcome(decided, erase('REQUEST_OF_THE_PERSON', moment.at))).toEqual([]);
    expect(outcome(decided, confirmErased(moment.at))).toEqual(['PersonalDataDestroyed']);
    const confirmed = after(...workedThrough, pays, signs, postman, erases, confirmErased(moment.at));
    expect(outcome(confirmed, confirmErased(moment.at))).toEqual([]);
    expect(confirmed).toMatchObject({
      erasure: { reasonCode: 'RETENTION_ENDED', erasedAt: moment.at, pendingSince: null },
    });
  });

  it('leaves nothing in the state by which a person, a receipt or a file is found', () => {
    expect(closed).toMatchObject({ receiptKey: 'receipt', personKeys: ['person'] });
    expect(after(...workedThrough, pays, signs, postman, erases)).toMatchObject({
      ...{ receiptKey: null, personKeys: [], duplicateKeys: [], papers: [] },
      ...{ code: 'H26.153-261123-0001', applicantKey: 'apk_player' },
    });
  });

  it.each([
    ['RETENTION_ENDED', null],
    ['REQUEST_2', null],
    ['', 'REASON_CODE_MALFORMED'],
    ['Bà Mẫu đã yêu cầu', 'REASON_CODE_MALFORMED'],
    ['retention', 'REASON_CODE_MALFORMED'],
    ['A'.repeat(65), 'REASON_CODE_MALFORMED'],
  ])('takes the reason %p: %p', (reason, refusal) => {
    expect(refusalOf(() => requireReason(reason))).toBe(refusal);
  });
});

describe('a redacted submission', () => {
  const submission: Recorded<DossierSubmitted> = {
    ...filed([], { papers: [{ ...paper(), encryptedName: 'encrypted' }] }),
    ...{ id: 'dos_1/1', causedBy: 'drf_player', occurredAt: moment.at, actor: { kind: 'citizen', id: 'account' } },
  };

  it('has no ciphertext, no blind index, no file and no account left', () => {
    const left = JSON.stringify(redacted(submission));
    for (const gone of ['encrypted', '"sealed"', '"receipt":"e', 'subject', '"person"', 'account', 'fil_1']) {
      expect([gone, JSON.stringify(submission).includes(gone), left.includes(gone)]).toEqual([gone, true, false]);
    }
  });

  it('adds up to the same dossier but for that', () => {
    const nothing = { receiptKey: null, duplicateKeys: [], personKeys: [], papers: [] };
    const whole = dossier.evolve(dossier.initial, submission);
    expect(dossier.evolve(dossier.initial, redacted(submission))).toEqual({ ...whole, ...nothing });
  });
});

function paper() {
  const about = { id: 'att_1', paper: 'photo', fileId: 'fil_1', contentType: 'application/pdf', sizeBytes: 1 };
  return { ...about, state: 'CLEAN', attachedAt: moment.at } as const;
}
