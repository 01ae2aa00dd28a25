/** For tests: dossiers of the tennis club that issued each official slip, and those slips as paper. */
import { receive, submit, type Decide } from './decisions.js';
import type { DossierFact, SubmittedPaper } from './dossier-facts.js';
import { clubSteps, filed, leader, moment, processor, receiver } from './dossier-story.fixture.js';
import { dossier, type DossierState } from './dossier.js';
import { settleWithdrawal, stop, withdraw } from './ending-decisions.js';
import { completeAgencyStep, rejectAgencyStep } from './heard-decisions.js';
import type { OfficePaper } from './office-paper.js';
import { findIssued, officialSlip, type SlipAbout } from './official-slip.js';
import { reschedule, ring } from './promise-decisions.js';
import { decline, proposeDecline, proposeRejection, reject } from './refusal-decisions.js';
import { completeStep, restartStep } from './step-decisions.js';
import { requestSupplement } from './supplement-decisions.js';
import { askableIn } from './supplement-items.js';
import { tennisDefinition } from './tennis-club.fixture.js';

export const at = (when: string) => ({ ...moment, at: new Date(`${when}:00+07:00`) });
const later = at('2026-12-28T09:00').at;
const dossierId = 'dos_player';
const applicant = { kind: 'citizen', applicantKey: 'apk_player' } as const;
const reason = { reasonCode: 'NOT_THIS_OFFICE', encryptedNote: 'encrypted' };
const police = { agency: 'residence-police', stepKey: 'assignCourt' };

const file = (paper: string, id: string): SubmittedPaper => ({
  ...{ id, paper, fileId: id, encryptedName: 'encrypted', contentType: 'application/pdf', sizeBytes: 1 },
  ...{ state: 'CLEAN', attachedAt: moment.at },
});
const fee = { key: 'card', nameVi: 'Thẻ', nameEn: 'Card', amountVnd: 8_000, quantity: 2, totalVnd: 16_000 };

const submits = submit(
  filed(clubSteps, {
    ...{ papers: [file('photo', 'fil_1'), file('photo', 'fil_2')], papersOnPaper: ['racket'] },
    fees: [fee],
    feeTotalVnd: 16_000,
    deliveryMethod: 'DESK',
  }),
);
const receives = receive(receiver, moment);
const appraises = completeStep(processor, 'appraise', at('2026-11-23T14:00'));
const asks = (officer: typeof receiver) =>
  requestSupplement(
    officer,
    {
      dossierId,
      items: [
        { subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE', encryptedNote: 'encrypted' },
        { subject: 'FIELD', key: 'level', reasonCode: 'OURS_1', encryptedNote: null },
      ],
      askable: askableIn(tennisDefinition()),
      secondReasonCode: null,
    },
    moment,
  );

/** Every fact that follows from these decisions, one after the other. */
export function factsOf(...decisions: readonly Decide[]): readonly DossierFact[] {
  let state: DossierState = dossier.initial;
  return decisions.flatMap((decide) => {
    const facts = decide(state);
    state = facts.reduce((before, fact) => dossier.evolve(before, fact), state);
    return facts;
  });
}

const code = 'H26.153-261123-0001';

/** The slip's number, and the facts of a dossier that issued it and went on. */
export const stories = {
  receipt: [`${code}/01-1`, factsOf(submits, receives, appraises)],
  request: [`${code}/02-1`, factsOf(submits, asks(receiver))],
  decline: [
    `${code}/03-1`,
    factsOf(submits, proposeDecline(receiver, reason, moment.at), decline({ ...receiver, id: 'second' }, moment.at)),
  ],
  unanswered: [`${code}/03-1`, factsOf(submits, asks(receiver), stop(leader, { ...moment, at: later }))],
  apology: [
    `${code}/04-1`,
    factsOf(
      ...[submits, receives, appraises],
      reschedule(leader, { newDueOn: '2026-12-08', reasonCode: 'AGENCY_LATE' }, at('2026-11-25T09:00')),
    ),
  ],
  withdrawal: [
    `${code}/05-1`,
    factsOf(
      ...[submits, receives, appraises, withdraw(applicant, dossierId, at('2026-11-24T09:00'))],
      settleWithdrawal(leader, at('2026-11-25T09:00').at),
    ),
  ],
  stop: [
    `${code}/05-1`,
    factsOf(submits, receives, appraises, asks(processor), stop(leader, { ...moment, at: later })),
  ],
  control: [
    `${code}/06-1`,
    factsOf(
      ...[submits, receives, appraises, ring(at('2026-11-30T09:00').at)],
      rejectAgencyStep(police, 'NO_COURT_FREE', at('2026-11-30T10:00').at),
      restartStep(processor, 'assignCourt', at('2026-11-30T11:00')),
      completeAgencyStep(police, at('2026-11-30T15:00')),
    ),
  ],
  letter: [
    `${code}/LETTER-1`,
    factsOf(submits, receives, appraises, proposeRejection(processor, reason, moment.at), reject(leader, moment)),
  ],
} as const satisfies Readonly<Record<string, readonly [string, readonly DossierFact[]]>>;

export type Story = keyof typeof stories;

export function slipOf(story: Story, change: Partial<SlipAbout> = {}): OfficePaper {
  const [number, facts] = stories[story];
  const issued = findIssued(facts, number);
  if (issued === null) throw new Error(`${number} was not issued`);
  return officialSlip({
    ...issued,
    definition: tennisDefinition(),
    office: { name: { vi: 'Câu lạc bộ Mẫu', en: 'Sample Club' }, phone: '0900000000', address: 'Sân Mẫu' },
    applicant: { name: 'Nguyễn Văn Bóng Mẫu', phone: '0900000077', email: '' },
    words: ['Ảnh bị mờ'],
    language: 'vi',
    ...change,
  });
}
