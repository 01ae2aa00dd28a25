import {
  after,
  aCorrespondence,
  claimed,
  concluded,
  evolved,
  letter,
  morning,
  noticed,
  reminded,
  submitted,
  text,
  type Happening,
} from './correspondence-story.fixture.js';
import {
  correspondenceAggregate,
  transitions,
  type Correspondence,
  type CorrespondenceFact,
} from './correspondence.js';
import { evolveMessage, messageTransitions, type Message, type MessageProgress } from './message.js';
import { maySeeMessages, type Reader } from './access.js';
import { claimMessage, concludeMessage, dueMessages, findMessage, mostAttempts } from './sending.js';

const taken = { kind: 'TAKEN' } as const;
const later = { kind: 'LATER', reasonCode: 'THROTTLED' } as const;
const unknown = { kind: 'UNKNOWN', reasonCode: 'NO_ANSWER' } as const;
const refused = { kind: 'REFUSED', reasonCode: 'ADDRESS_REFUSED' } as const;
const statusOf = (state: Correspondence, messageId: string) => findMessage(state, messageId)?.status;

describe('claiming a message', () => {
  it('gives it to one sender alone', () => {
    const state = aCorrespondence(submitted(), claimed(text));
    expect(statusOf(state, text)).toBe('CLAIMED');
    expect(claimMessage(state, text, after(1))).toEqual([]);
  });

  it('leaves a text unknown when its sender was lost, for ever', () => {
    const state = aCorrespondence(submitted(), claimed(text), claimed(text, after(2)));
    expect(findMessage(state, text)).toMatchObject({ status: 'UNKNOWN', reasonCode: 'SENDER_LOST' });
    expect(claimMessage(state, text, after(60))).toEqual([]);
  });

  it('gives a letter to another sender when its sender was lost', () => {
    const state = aCorrespondence(submitted(), claimed(letter), claimed(letter, after(5)));
    expect(findMessage(state, letter)).toMatchObject({ status: 'CLAIMED', attempts: 2 });
  });

  it.each(['msg_nobody', text])('finds nothing to do for %s of an empty correspondence', (messageId) => {
    expect(claimMessage({ status: 'NONE' }, messageId, morning)).toEqual([]);
    expect(claimMessage(aCorrespondence(noticed('payment-due')), messageId, morning)).toEqual([]);
  });
});

describe('what became of an attempt', () => {
  it.each([
    ['taken', text, taken, 'SENT'],
    ['taken', letter, taken, 'SENT'],
    ['refused for good', text, refused, 'FAILED'],
    ['refused for good', letter, refused, 'FAILED'],
    ['not taken yet', text, later, 'QUEUED'],
    ['not taken yet', letter, later, 'QUEUED'],
    ['uncertain: a text is not risked twice', text, unknown, 'UNKNOWN'],
    ['uncertain: a letter is tried again', letter, unknown, 'QUEUED'],
  ] as const)('%s (%s)', (_, messageId, outcome, status) => {
    const state = aCorrespondence(submitted(), claimed(messageId), concluded(messageId, 1, outcome, after(1)));
    expect(statusOf(state, messageId)).toBe(status);
  });

  it('waits longer each time it is put off, and gives up in the end', () => {
    let state = aCorrespondence(submitted());
    let at = morning;
    const waits: number[] = [];
    while (statusOf(state, letter) === 'QUEUED') {
      state = evolved(state, claimMessage(state, letter, at));
      const attempt = findMessage(state, letter)?.attempts ?? 0;
      state = evolved(state, concludeMessage(state, { messageId: letter, attempt, outcome: later }, at));
      const message = findMessage(state, letter);
      if (message?.status !== 'QUEUED') break;
      waits.push((message.nextAttemptAt.getTime() - at.getTime()) / 60_000);
      expect(claimMessage(state, letter, at)).toEqual([]);
      at = message.nextAttemptAt;
    }
    expect(waits.slice(0, 6)).toEqual([0.25, 1, 5, 15, 60, 60]);
    expect(waits).toHaveLength(mostAttempts - 1);
    expect(findMessage(state, letter)).toMatchObject({ status: 'FAILED', reasonCode: 'PUT_OFF_TOO_OFTEN' });
  });

  it('is believed from a text’s sender that was thought lost', () => {
    const lost = aCorrespondence(submitted(), claimed(text), claimed(text, after(3)));
    expect(evolvedBy(lost, concludeMessage(lost, { messageId: text, attempt: 1, outcome: taken }, after(4)))).toBe(
      'SENT',
    );
    expect(concludeMessage(lost, { messageId: text, attempt: 1, outcome: unknown }, after(4))).toEqual([]);
  });

  it('is not believed from another attempt, or when it is over', () => {
    const again = aCorrespondence(submitted(), claimed(letter), claimed(letter, after(5)));
    expect(concludeMessage(again, { messageId: letter, attempt: 1, outcome: refused }, after(6))).toEqual([]);
    const sent = aCorrespondence(submitted(), claimed(letter), concluded(letter, 1, taken));
    expect(concludeMessage(sent, { messageId: letter, attempt: 1, outcome: refused }, after(6))).toEqual([]);
    expect(concludeMessage(sent, { messageId: 'msg_nobody', attempt: 1, outcome: refused }, after(6))).toEqual([]);
  });

  it('leaves nothing to look for once everything is over', () => {
    const state = aCorrespondence(submitted({ EMAIL: 'ABSENT' }), claimed(text), concluded(text, 1, taken));
    expect(state).toMatchObject({ nextActionAt: { SMS: null, EMAIL: null } });
    expect(dueMessages(state, 'SMS', after(9_999))).toEqual([]);
    expect(dueMessages({ status: 'NONE' }, 'SMS', morning)).toEqual([]);
  });
});

describe('the tables of transitions', () => {
  const written = {
    messageId: text,
    notice: 'payment-due',
    number: 1,
    templateVersion: 1,
    channel: 'SMS',
    values: {},
    queuedAt: morning,
    attempts: 1,
  } as const;
  const messages: readonly Message[] = [
    { status: 'QUEUED', nextAttemptAt: morning, ...written },
    { status: 'CLAIMED', leaseUntil: morning, ...written },
    { status: 'SENT', sentAt: morning, ...written },
    { status: 'DELIVERED', sentAt: morning, deliveredAt: morning, ...written },
    { status: 'FAILED', reasonCode: 'X', ...written },
    { status: 'UNKNOWN', reasonCode: 'X', ...written },
  ];
  const progress: readonly MessageProgress[] = [
    { type: 'MessageClaimed', messageId: text, leaseUntil: morning },
    { type: 'MessageDeferred', messageId: text, reasonCode: 'X', nextAttemptAt: morning },
    { type: 'MessageSent', messageId: text, sentAt: morning },
    { type: 'MessageFailed', messageId: text, reasonCode: 'X', failedAt: morning },
    { type: 'MessageLeftUnknown', messageId: text, reasonCode: 'X' },
    { type: 'ReceiptCame', messageId: 'msg_other', reference: 'first:1', reasonCode: null, cameAt: morning },
    { type: 'ReceiptPutOff', messageId: 'msg_other', askAt: null },
  ];
  const rows = messages.flatMap((message) =>
    progress.map((fact) => [message.status, fact.type, message, fact] as const),
  );

  it.each(rows)('a message that is %s and %s', (status, type, message, fact) => {
    const attempt = () => evolveMessage(message, fact);
    if (messageTransitions[status].includes(type)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow('cannot follow');
  });

  const states: readonly Correspondence[] = [
    { status: 'NONE' },
    aCorrespondence(noticed('payment-due')),
    aCorrespondence(submitted(), claimed(text)),
    aCorrespondence(reminded(), draftWith(text)),
  ];
  const facts: readonly CorrespondenceFact[] = [
    ...aCorrespondenceFacts(),
    { type: 'ContactErased', erasedAt: morning },
    { type: 'OfficeChanged', officeId: 'off_elsewhere' },
    { type: 'PreferencesSet', preferences: { language: 'en', channelOrder: ['SMS', 'EMAIL'], quietHours: null } },
    { type: 'AddressDied', channel: 'SMS', reasonCode: 'X', diedAt: morning },
    { type: 'AddressRevived', channel: 'SMS' },
    { type: 'FeeFellDue', amountVnd: 1, remindAt: morning },
    { type: 'FeeReminded', remindAt: null },
    { type: 'FeeSettled' },
    { type: 'FeeDropped' },
    { type: 'MessageQueued', ...written },
    ...progress,
  ];
  const stateRows = states.flatMap((state) => facts.map((fact) => [state.status, fact.type, state, fact] as const));

  it.each(stateRows)('a correspondence that is %s and %s', (status, type, state, fact) => {
    const attempt = () => correspondenceAggregate.evolve(state, fact);
    if (transitions[status].includes(type)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow('cannot follow');
  });
});

describe('who may see the messages', () => {
  it.each<[string, Reader, boolean]>([
    ['the applicant', { kind: 'citizen', applicantKey: 'apk_APPLICANT' }, true],
    ['another citizen', { kind: 'citizen', applicantKey: 'apk_OTHER' }, false],
    ['a guest who opened the dossier', { kind: 'guest', opens: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D' }, true],
    ['a guest of another dossier', { kind: 'guest', opens: 'dos_OTHER' }, false],
    ['an officer of the office', { kind: 'officer', officeId: 'off_ha-dong' }, true],
    ['an officer of another office', { kind: 'officer', officeId: 'off_elsewhere' }, false],
    ['anybody else', { kind: 'other' }, false],
  ])('%s: %p', (_, reader, sees) => {
    expect(maySeeMessages(reader, aCorrespondence(submitted()))).toBe(sees);
    expect(maySeeMessages(reader, aCorrespondence(noticed('payment-due')))).toBe(false);
    expect(maySeeMessages(reader, { status: 'NONE' })).toBe(false);
    expect(maySeeMessages(reader, aCorrespondence(reminded()))).toBe(false);
  });
});

function evolvedBy(state: Correspondence, facts: readonly CorrespondenceFact[]) {
  return statusOf(evolved(state, facts), text);
}

/** A message under that id, claimed: the table is about the states, not about ids. */
function draftWith(messageId: string): Happening {
  return () => [
    {
      type: 'MessageQueued',
      ...{ messageId, notice: 'draft-expiring', number: 1, templateVersion: 1, channel: 'SMS' },
      ...{ values: {}, queuedAt: morning },
    },
    { type: 'MessageClaimed', messageId, leaseUntil: morning },
  ];
}

function aCorrespondenceFacts(): readonly CorrespondenceFact[] {
  const [learned] = submitted()({ status: 'NONE' });
  const [kept] = noticed('payment-due')({ status: 'NONE' });
  const [ofDraft] = reminded()({ status: 'NONE' });
  return [learned, kept, ofDraft].flatMap((fact) => fact ?? []);
}
