import {
  aContact,
  aCorrespondence,
  after,
  claimed,
  codeAsked,
  concluded,
  erased,
  evolved,
  letter,
  morning,
  noticed,
  submitted,
  text,
  wished,
  type Happening,
} from './correspondence-story.fixture.js';
import type { Contact } from './contact.js';
import type { Correspondence } from './correspondence.js';
import { contactProblems } from './dead-address.js';
import { resendMessage } from './decisions.js';
import { hearReceipt } from './receipt.js';
import { findMessage, type Outcome } from './sending.js';

const refused = (reasonCode: string): Outcome => ({ kind: 'REFUSED', reasonCode });
const problemsOf = (state: Correspondence) => (state.status === 'OPEN' ? contactProblems(state) : null);
const of = (notice: string, channel = 'SMS') => `${text.replace(/\.dossier-submitted.*/, '')}.${notice}.1.${channel}`;
/** A text that was taken, and what the network said of it. */
const heardOf = (messageId: string, reasonCode: string | null): Happening[] => [
  claimed(messageId),
  concluded(messageId, 1, { kind: 'TAKEN', references: [`first:${messageId}`] }),
  (state) => hearReceipt(state, { reference: `first:${messageId}`, reasonCode }, after(1)),
];

describe('an e-mail that does not exist', () => {
  const dead = [submitted(), noticed('payment-due'), claimed(letter), concluded(letter, 1, refused('ADDRESS_REFUSED'))];

  it('gets no more letters, neither those that wait nor later ones; texts go on', () => {
    const state = aCorrespondence(...dead, noticed('dossier-received'));
    expect(findMessage(state, of('payment-due', 'EMAIL'))).toMatchObject({
      status: 'FAILED',
      reasonCode: 'EMAIL_DEAD',
    });
    expect(findMessage(state, of('dossier-received', 'EMAIL'))).toMatchObject({ reasonCode: 'EMAIL_DEAD' });
    expect(findMessage(state, of('dossier-received'))).toMatchObject({ status: 'QUEUED' });
    expect(problemsOf(state)).toEqual([{ channel: 'EMAIL', reasonCode: 'EMAIL_DEAD', since: morning }]);
  });

  it('gets what the desk insists on, and a code that was just asked for; arriving, it is alive again', () => {
    const again = letter.replace('.1.', '.2.');
    const state = aCorrespondence(
      ...dead,
      (open) => resendMessage(open, letter, after(1)),
      codeAsked('EMAIL'),
      claimed(again, after(2)),
      concluded(again, 1, { kind: 'TAKEN' }, after(2)),
    );
    expect(findMessage(state, of('access-code', 'EMAIL'))).toMatchObject({ status: 'QUEUED' });
    expect(findMessage(state, again)).toMatchObject({ status: 'SENT' });
    expect(problemsOf(state)).toEqual([]);
    expect(findMessage(evolved(state, noticed('dossier-closed')(state)), of('dossier-closed', 'EMAIL'))).toMatchObject({
      status: 'QUEUED',
    });
  });

  it.each(['MAILBOX_FULL', 'LETTER_REFUSED'])('is not meant by %s', (reasonCode) => {
    expect(
      problemsOf(aCorrespondence(submitted(), claimed(letter), concluded(letter, 1, refused(reasonCode)))),
    ).toEqual([]);
  });

  it('where letters come first: texts take their place, each once', () => {
    const state = aCorrespondence(
      submitted(),
      wished({ channelOrder: ['EMAIL', 'SMS'] }),
      noticed('payment-due'),
      claimed(of('payment-due', 'EMAIL')),
      concluded(of('payment-due', 'EMAIL'), 1, refused('ADDRESS_REFUSED')),
      noticed('dossier-received'),
    );
    const texts = state.status === 'OPEN' ? state.messages.filter(({ channel }) => channel === 'SMS') : [];
    expect(texts.map(({ messageId }) => messageId)).toEqual([text, of('payment-due'), of('dossier-received')]);
    expect(findMessage(state, letter)).toMatchObject({ reasonCode: 'EMAIL_DEAD' });
  });
});

describe('a phone', () => {
  it('that the centre does not know is dead at once', () => {
    const state = aCorrespondence(submitted(), claimed(text), concluded(text, 1, refused('PHONE_REFUSED')));
    expect(problemsOf(state)).toEqual([{ channel: 'SMS', reasonCode: 'PHONE_DEAD', since: morning }]);
  });

  it('that missed one text was off; two in a row, and it is dead', () => {
    const once = aCorrespondence(submitted(), noticed('payment-due'), ...heardOf(text, 'TEXT_EXPIRED'));
    expect(problemsOf(once)).toEqual([]);
    const twice = heardOf(of('payment-due'), 'TEXT_UNDELIVERABLE').reduce(
      (state, one) => evolved(state, one(state)),
      once,
    );
    expect(problemsOf(twice)).toEqual([{ channel: 'SMS', reasonCode: 'PHONE_DEAD', since: after(1) }]);
  });

  it('that got one in between is not', () => {
    const state = aCorrespondence(
      ...[submitted(), noticed('payment-due'), noticed('dossier-received')],
      ...heardOf(text, 'TEXT_EXPIRED'),
      ...heardOf(of('payment-due'), null),
      ...heardOf(of('dossier-received'), 'TEXT_EXPIRED'),
    );
    expect(problemsOf(state)).toEqual([]);
  });

  it('that gets a code although it was dead is alive again', () => {
    const state = aCorrespondence(
      ...[submitted(), claimed(text), concluded(text, 1, refused('PHONE_REFUSED')), codeAsked('SMS')],
      ...heardOf(of('access-code'), null),
    );
    expect(problemsOf(state)).toEqual([]);
  });
});

describe('what the desk is told of a contact', () => {
  it.each<[string, Partial<Contact['reach']>, readonly string[]]>([
    ['all is well', {}, []],
    ['one was not given', { EMAIL: 'ABSENT' }, []],
    ['none was given', { SMS: 'ABSENT', EMAIL: 'ABSENT' }, ['ABSENT', 'ABSENT']],
    ['a phone abroad', { SMS: 'PHONE_ABROAD' }, ['PHONE_ABROAD']],
    ['a landline and nothing else', { SMS: 'PHONE_LANDLINE', EMAIL: 'ABSENT' }, ['PHONE_LANDLINE', 'ABSENT']],
  ])('%s', (_, reach, reasons) => {
    expect(aContact(reach).reach).toMatchObject(reach);
    expect(problemsOf(aCorrespondence(submitted(reach)))?.map(({ reasonCode }) => reasonCode)).toEqual(reasons);
  });

  it('it was erased', () => {
    expect(problemsOf(aCorrespondence(submitted(), erased()))).toMatchObject([
      { reasonCode: 'CONTACT_ERASED' },
      { reasonCode: 'CONTACT_ERASED' },
    ]);
  });
});
