import { draftCorrespondenceIdOf } from './correspondence-id.js';
import {
  aCorrespondence,
  after,
  claimed,
  codeAsked,
  concluded,
  draftId,
  erased,
  evolved,
  letter,
  morning,
  noticed,
  reminded,
  submitted,
  text,
} from './correspondence-story.fixture.js';
import { giveNotice } from './decisions.js';
import { claimMessage, dueMessages, findMessage } from './sending.js';

const codeText = 'msg_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.access-code.1.SMS';
const reminder = (channel: string, number = 1) =>
  `${draftId.replace('drf_', 'msg_')}.draft-expiring.${String(number)}.${channel}`;
const typesOf = (facts: readonly { readonly type: string }[]) => facts.map(({ type }) => type);

describe('a one-time code', () => {
  it('goes out on the channel that was asked for alone', () => {
    const state = aCorrespondence(submitted());
    expect(codeAsked('SMS')(state)).toMatchObject([{ type: 'MessageQueued', channel: 'SMS', messageId: codeText }]);
    expect(codeAsked('EMAIL')(state)).toMatchObject([{ type: 'MessageQueued', channel: 'EMAIL' }]);
  });

  it('goes nowhere without that channel, without a contact or after it was erased', () => {
    expect(codeAsked('SMS')(aCorrespondence(submitted({ SMS: 'ABSENT' })))).toEqual([]);
    expect(codeAsked('SMS')({ status: 'NONE' })).toEqual([]);
    expect(codeAsked('SMS')(aCorrespondence(noticed('payment-due')))).toEqual([]);
    expect(codeAsked('SMS')(aCorrespondence(submitted(), erased()))).toEqual([]);
  });

  it('to a landline is noted as failed, so that the desk sees why', () => {
    const facts = codeAsked('SMS')(aCorrespondence(submitted({ SMS: 'PHONE_LANDLINE' })));
    expect(facts).toMatchObject([{ type: 'MessageQueued' }, { type: 'MessageFailed', reasonCode: 'PHONE_LANDLINE' }]);
  });

  it('goes ahead of what has waited', () => {
    const state = aCorrespondence(submitted(), codeAsked('SMS', after(1)));
    const times =
      state.status === 'OPEN' && state.messages.map((message) => 'nextAttemptAt' in message && message.nextAttemptAt);
    expect(times).toEqual([morning, morning, after(1 - 24 * 60)]);
    expect(state).toMatchObject({ nextActionAt: { SMS: after(1 - 24 * 60), EMAIL: morning } });
  });

  it('that could not be sent in time is not sent any more', () => {
    const put = { kind: 'LATER', reasonCode: 'THROTTLED' } as const;
    const state = aCorrespondence(submitted(), codeAsked('SMS'), claimed(codeText), concluded(codeText, 1, put));
    expect(typesOf(claimMessage(state, codeText, after(9)))).toEqual(['MessageClaimed']);
    const late = evolved(state, claimMessage(state, codeText, after(10)));
    expect(findMessage(late, codeText)).toMatchObject({ status: 'FAILED', reasonCode: 'TOO_LATE' });
  });
});

describe('a reminder of a draft', () => {
  it('is a text and, with a link, a letter; both with numbers of their own', () => {
    const state = aCorrespondence(reminded(), reminded({}, 'another link', after(1)));
    expect(state.status === 'DRAFT' && state.messages.map(({ messageId }) => messageId)).toEqual([
      ...[reminder('SMS'), reminder('EMAIL'), reminder('SMS', 2), reminder('EMAIL', 2)],
    ]);
    expect(findMessage(state, reminder('EMAIL'))).toMatchObject({ encryptedSecret: 'link', values: {} });
    expect(findMessage(state, reminder('SMS'))).not.toHaveProperty('encryptedSecret');
    expect(state).toMatchObject({ status: 'DRAFT', draftId, forgetAt: after(4_320) });
  });

  it('without a link is a text alone', () => {
    expect(typesOf(reminded({ EMAIL: 'ABSENT' }, null)({ status: 'NONE' }))).toEqual([
      ...['DraftContactLearned', 'MessageQueued'],
    ]);
  });

  it('has an id that follows from the draft’s', () => {
    expect(draftCorrespondenceIdOf(draftId)).toBe('cor_01K9ZD3Q5V7W8X9Y0Z1A2B3C4E');
    expect(() => draftCorrespondenceIdOf('dos_1')).toThrow('not the id of a draft');
  });

  it('never takes a dossier’s notice', () => {
    const stray = { notice: 'payment-due', templateVersion: 1, values: {} } as const;
    expect(() => giveNotice(aCorrespondence(reminded()), stray, morning)).toThrow('came to a draft');
  });
});

describe('a contact that was erased', () => {
  const sentAndWaiting = [submitted(), claimed(text), concluded(text, 1, { kind: 'TAKEN' })] as const;

  it('leaves what was sent, and what waits is never sent', () => {
    const state = aCorrespondence(...sentAndWaiting, erased(after(1)));
    expect(findMessage(state, text)).toMatchObject({ status: 'SENT' });
    expect(findMessage(state, letter)).toMatchObject({ status: 'FAILED', reasonCode: 'CONTACT_ERASED' });
    expect(state).toMatchObject({ status: 'OPEN', contact: null, nextActionAt: { SMS: null, EMAIL: null } });
    expect(dueMessages(state, 'EMAIL', after(9_999))).toEqual([]);
  });

  it('hears of nothing more', () => {
    const state = aCorrespondence(...sentAndWaiting, erased(), noticed('payment-due'));
    expect(state.status === 'OPEN' && state.messages).toHaveLength(2);
  });

  it('is erased once, and where none was known there is nothing to erase', () => {
    expect(erased()(aCorrespondence(submitted(), erased()))).toEqual([]);
    expect(erased()({ status: 'NONE' })).toEqual([]);
    expect(erased()(aCorrespondence(noticed('payment-due')))).toEqual([]);
  });

  it('of a draft is looked for no more, until it is reminded of again', () => {
    const gone = aCorrespondence(reminded(), erased());
    expect(gone).toMatchObject({ status: 'DRAFT', contact: null, forgetAt: null });
    expect(evolved(gone, reminded({}, 'link', after(5))(gone))).toMatchObject({ forgetAt: after(4_320) });
  });
});
