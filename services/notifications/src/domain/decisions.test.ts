import { Refusal } from '@motcua/service-kit/pure';
import { judgeReach } from './contact.js';
import {
  aContact,
  aCorrespondence,
  aDossier,
  after,
  evolved,
  letter,
  morning,
  notice,
  noticed,
  reminded,
  submitted,
  text,
} from './correspondence-story.fixture.js';
import { changeOffice, giveNotice, learnContact } from './decisions.js';

const opening = { ...aDossier, contact: aContact(), welcome: notice('dossier-submitted') };

describe('the contact of a dossier', () => {
  it('opens the correspondence with a text and a letter that it arrived', () => {
    const facts = learnContact({ status: 'NONE' }, opening, morning);
    expect(facts.map(({ type }) => type)).toEqual(['ContactLearned', 'MessageQueued', 'MessageQueued']);
    expect(evolved({ status: 'NONE' }, facts)).toMatchObject({
      status: 'OPEN',
      messages: [
        { messageId: text, status: 'QUEUED', channel: 'SMS', values: { code: 'H26.153-261123-0001' } },
        { messageId: letter, status: 'QUEUED', channel: 'EMAIL' },
      ],
      nextActionAt: { SMS: morning, EMAIL: morning },
    });
  });

  it('lets out what waited for it, in the order in which it happened', () => {
    const state = aCorrespondence(noticed('payment-due'), noticed('dossier-received'), submitted());
    expect(state.status === 'OPEN' && state.messages.map(({ notice: name, channel }) => `${name} ${channel}`)).toEqual([
      ...['dossier-submitted SMS', 'dossier-submitted EMAIL', 'payment-due SMS', 'payment-due EMAIL'],
      ...['dossier-received SMS', 'dossier-received EMAIL'],
    ]);
  });

  it('is learned once', () => {
    expect(refusalOf(() => learnContact(aCorrespondence(submitted()), opening, after(1)))).toBe(
      'CONTACT_ALREADY_KNOWN',
    );
  });

  it.each([
    ['PHONE_LANDLINE', { SMS: 'PHONE_LANDLINE' }, text],
    ['PHONE_ABROAD', { SMS: 'PHONE_ABROAD' }, text],
    ['EMAIL_UNUSABLE', { EMAIL: 'EMAIL_UNUSABLE' }, letter],
  ] as const)('that cannot work is noted as failed: %s', (reasonCode, reach, messageId) => {
    const state = aCorrespondence(submitted(reach));
    expect(state.status === 'OPEN' && state.messages.find((message) => message.messageId === messageId)).toMatchObject({
      status: 'FAILED',
      reasonCode,
    });
    expect(state.status === 'OPEN' && state.messages.filter(({ status }) => status === 'QUEUED')).toHaveLength(1);
  });

  it('that was not given is not tried', () => {
    const state = aCorrespondence(submitted({ EMAIL: 'ABSENT' }), noticed('payment-due'));
    expect(state.status === 'OPEN' && state.messages.map(({ channel }) => channel)).toEqual(['SMS', 'SMS']);
  });
});

describe('a notice', () => {
  it('waits while nobody is known to tell it to', () => {
    expect(aCorrespondence(noticed('payment-due'))).toMatchObject({
      status: 'AWAITING_CONTACT',
      notices: [{ notice: 'payment-due' }],
    });
  });

  it('has a number of its own each time', () => {
    const before = aCorrespondence(submitted(), noticed('payment-due'), noticed('payment-due'));
    const facts = giveNotice(before, notice('payment-due', { amountVnd: '28000' }), morning);
    expect(facts).toMatchObject([
      {
        messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.payment-due.3.SMS',
        values: { code: 'H26.153-261123-0001', amountVnd: '28000' },
      },
      { messageId: 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.payment-due.3.EMAIL' },
    ]);
  });

  it('has numbers too when several waited', () => {
    const state = aCorrespondence(noticed('payment-due'), noticed('payment-due'), submitted());
    expect(state.status === 'OPEN' && new Set(state.messages.map(({ messageId }) => messageId)).size).toBe(6);
  });
});

describe('another office that takes the dossier over', () => {
  const moved = (state: Parameters<typeof changeOffice>[0]) => changeOffice(state, 'off_elsewhere');

  it('is whose officers see the messages from then on', () => {
    expect(aCorrespondence(submitted(), moved)).toMatchObject({ status: 'OPEN', officeId: 'off_elsewhere' });
  });

  it('is remembered when it comes before the contact, with what waits', () => {
    const state = aCorrespondence(moved, noticed('payment-due'), submitted());
    expect(state).toMatchObject({ status: 'OPEN', officeId: 'off_elsewhere' });
    expect(state.status === 'OPEN' && state.messages).toHaveLength(4);
  });

  it('is nothing to a draft', () => {
    expect(moved(aCorrespondence(reminded()))).toEqual([]);
  });
});

describe('where somebody can be reached', () => {
  const reach = (phone: string | null, email: string | null) => judgeReach({ name: 'Nguyễn Văn Mẫu', phone, email });

  it.each([
    ['0900.000.001', 'REACHABLE'],
    ['+84 900 000 001', 'REACHABLE'],
    ['02433.824.606', 'PHONE_LANDLINE'],
    ['+1 202 555 0100', 'PHONE_ABROAD'],
    ['0123456789', 'PHONE_UNUSABLE'],
    ['0671234567', 'PHONE_UNUSABLE'],
    ['hỏi chồng tôi', 'PHONE_UNUSABLE'],
    ['', 'ABSENT'],
    [null, 'ABSENT'],
  ])('%p by text: %s', (phone, expected) => {
    expect(reach(phone, null).SMS).toBe(expected);
  });

  it.each([
    ['nguoi.dan+1@example.com', 'REACHABLE'],
    ['a@b', 'EMAIL_UNUSABLE'],
    ['a@example.com, b@example.com', 'EMAIL_UNUSABLE'],
    ['a@example.com\r\nBcc: b@example.com', 'EMAIL_UNUSABLE'],
    ['"a b"@example.com', 'EMAIL_UNUSABLE'],
    ['không', 'EMAIL_UNUSABLE'],
    [' ', 'ABSENT'],
    [null, 'ABSENT'],
  ])('%p by letter: %s', (email, expected) => {
    expect(reach(null, email).EMAIL).toBe(expected);
  });
});

function refusalOf(decide: () => unknown): string | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
