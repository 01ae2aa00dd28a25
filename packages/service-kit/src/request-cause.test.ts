import { requestCause } from './request-cause.js';
import type { Viewer } from './viewer.js';

const at = new Date('2026-11-23T02:00:00Z');
const citizen: Viewer = { kind: 'citizen', id: 'cit_1' };
const fingerprint = (input: unknown) => requestCause(citizen, 'r-1', input, at).fingerprint;

describe('the cause of a request', () => {
  it('names the viewer and the request', () => {
    expect(requestCause(citizen, 'r-1', {}, at, '00-a-b-01')).toMatchObject({
      ...{ id: 'request:citizen:cit_1:r-1', at, traceparent: '00-a-b-01' },
      actor: { kind: 'citizen', id: 'cit_1' },
    });
    const officer: Viewer = { kind: 'officer', id: 'ofc_1', officeId: 'off_1', roles: [] };
    expect(requestCause(officer, 'r-1', {}, at).actor).toEqual({ kind: 'officer', id: 'ofc_1', officeId: 'off_1' });
    expect(requestCause({ kind: 'anonymous' }, 'r-1', {}, at).actor).toEqual({ kind: 'citizen', id: 'anonymous' });
  });

  it('has one fingerprint for one input, however it is written', () => {
    const nullPrototype: unknown = Object.assign(Object.create(null), { b: [1, null, { d: 'x' }], a: at });
    expect(fingerprint({ a: at, b: [1, undefined, { d: 'x', e: undefined }] })).toBe(fingerprint(nullPrototype));
    expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: '1' }));
    expect(fingerprint({ a: [] })).not.toBe(fingerprint({ a: {} }));
    expect(fingerprint({ a: null })).not.toBe(fingerprint({}));
  });

  it('is not made from something that is not data', () => {
    for (const input of [{ file: Promise.resolve() }, { f: () => 1 }, { n: Number.NaN }, new Map()]) {
      expect(() => fingerprint(input)).toThrow('only data has a canonical form');
    }
  });

  it.each(['', 'x'.repeat(101)])('refuses the request id "%s"', (requestId) => {
    expect(() => requestCause(citizen, requestId, {}, at)).toThrow('A request id has 1 to 100 characters.');
  });
});
