import { Refusal } from '@motcua/service-kit/pure';
import {
  aCorrespondence,
  after,
  claimed,
  codeAsked,
  erased,
  evolved,
  letter,
  morning,
  noticed,
  submitted,
  text,
  wished,
} from './correspondence-story.fixture.js';
import { quietUntil, type Preferences } from './preferences.js';
import { claimMessage, findMessage } from './sending.js';

const night = { from: '21:30', to: '06:45' };
const noon = { from: '12:00', to: '13:00' };

describe('quiet hours', () => {
  it.each([
    [night, '2026-11-23T14:29:59Z', null],
    [night, '2026-11-23T14:30:00Z', '2026-11-23T23:45:00Z'],
    [night, '2026-11-23T17:30:00Z', '2026-11-23T23:45:00Z'],
    [night, '2026-11-23T23:44:59Z', '2026-11-23T23:45:00Z'],
    [night, '2026-11-23T23:45:00Z', null],
    [noon, '2026-11-23T05:00:00Z', '2026-11-23T06:00:00Z'],
    [noon, '2026-11-23T06:00:00Z', null],
    [null, '2026-11-23T17:30:00Z', null],
  ])('%j at %s last until %s', (hours, at, until) => {
    expect(quietUntil(hours, new Date(at))).toEqual(until === null ? null : new Date(until));
  });

  const quiet = { quietHours: { from: '08:00', to: '09:00' } };

  it('put a text off until they are over, without an attempt, and never a letter', () => {
    const state = aCorrespondence(submitted(), wished(quiet), claimed(text), claimed(letter));
    expect(findMessage(state, text)).toMatchObject({
      ...{ status: 'QUEUED', reasonCode: 'QUIET_HOURS', nextAttemptAt: new Date('2026-11-23T02:00:00.000Z') },
      attempts: 0,
    });
    expect(findMessage(state, letter)).toMatchObject({ status: 'CLAIMED' });
    expect(claimMessage(state, text, after(30))).toMatchObject([{ type: 'MessageClaimed' }]);
  });

  it('do not hold up a one-time code', () => {
    const state = aCorrespondence(submitted(), wished(quiet), codeAsked('SMS'));
    const codeId = text.replace('dossier-submitted', 'access-code');
    expect(claimMessage(state, codeId, morning)).toMatchObject([{ type: 'MessageClaimed' }]);
  });
});

describe('preferences', () => {
  const problemsOf = (wishes: Partial<Preferences>): unknown => {
    try {
      aCorrespondence(submitted(), wished(wishes));
      return [];
    } catch (error) {
      return error instanceof Refusal ? [error.code, error.details['problems']] : error;
    }
  };

  it.each<[string, Partial<Preferences>, readonly (readonly [string, string])[]]>([
    ['no channel', { channelOrder: [] }, [['channelOrder', 'CHANNEL_MISSING']]],
    ['one channel', { channelOrder: ['SMS'] }, [['channelOrder', 'CHANNEL_MISSING']]],
    [
      'one twice, one not, and times that are none',
      { channelOrder: ['SMS', 'SMS'], quietHours: { from: '24:00', to: '7:00' } },
      [
        ['channelOrder', 'CHANNEL_TWICE'],
        ['channelOrder', 'CHANNEL_MISSING'],
        ['quietHours.from', 'CLOCK_MALFORMED'],
        ['quietHours.to', 'CLOCK_MALFORMED'],
      ],
    ],
    ['no time', { quietHours: { from: '07:00', to: '07:00' } }, [['quietHours', 'QUIET_HOURS_EMPTY']]],
    ['a whole day', { quietHours: { from: '07:00', to: '06:59' } }, [['quietHours', 'QUIET_HOURS_TOO_LONG']]],
  ])('%s: refused, with every problem', (_, wishes, problems) => {
    expect(problemsOf(wishes)).toEqual(['PREFERENCES_WRONG', problems.map(([path, code]) => ({ path, code }))]);
  });

  it('are not set for a contact that was erased', () => {
    expect(() => aCorrespondence(submitted(), erased(), wished({}))).toThrow('erased');
  });

  it.each([
    ['texts first: letters all the same', ['SMS', 'EMAIL'], {}, ['SMS', 'EMAIL']],
    ['letters first: no text while letters arrive', ['EMAIL', 'SMS'], {}, ['EMAIL']],
    ['letters first without an e-mail: texts', ['EMAIL', 'SMS'], { EMAIL: 'ABSENT' }, ['SMS']],
    [
      'letters first, to an e-mail that is none: texts',
      ['EMAIL', 'SMS'],
      { EMAIL: 'EMAIL_UNUSABLE' },
      ['SMS', 'EMAIL'],
    ],
  ] as const)('%s', (_, channelOrder, reach, channels) => {
    const before = aCorrespondence(submitted(reach), wished({ channelOrder }));
    const state = evolved(before, noticed('payment-due')(before));
    const told = state.status === 'OPEN' ? state.messages.filter(({ notice }) => notice === 'payment-due') : [];
    expect(told.map(({ channel }) => channel)).toEqual(channels);
  });
});
