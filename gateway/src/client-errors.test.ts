import { toClientError } from './client-errors.js';

describe('an error on its way to the client', () => {
  it('keeps message, path, code, details and trace of what a part of the platform said', () => {
    const extensions = { code: 'CLUB_FULL', details: { n: 1 }, traceId: 't', serviceName: 'courts', stacktrace: [] };
    expect(toClientError({ message: 'Full.', path: ['join'], extensions })).toEqual({
      message: 'Full.',
      path: ['join'],
      extensions: { code: 'CLUB_FULL', details: { n: 1 }, traceId: 't' },
    });
  });

  it('keeps what the server says about the caller’s own text', () => {
    const error = {
      message: 'Syntax Error',
      locations: [{ line: 1, column: 2 }],
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    };
    expect(toClientError(error)).toEqual(error);
  });

  it.each([undefined, 'INTERNAL_SERVER_ERROR', 'INTERNAL', 'DOWNSTREAM_SERVICE_ERROR', 7])(
    'says nothing under the code %p',
    (code) => {
      const masked = toClientError({ message: 'connect ECONNREFUSED 10.0.0.7', extensions: { code } });
      expect(masked.extensions).toEqual({ code: 'INTERNAL' });
      expect(masked.message).not.toMatch(/10\.0\.0\.7/);
    },
  );
});
