import { EngineError } from '../engine-error.js';

const SHAPE =
  /^(?<start>mongodb(?:\+srv)?:\/\/(?:(?<login>[^@/]*)@)?[^/?]+)(?:\/(?<database>[^?]*))?(?:\?(?<query>.*))?$/;

/**
 * The connection string for one database of an engine: replaces a database that is already named, keeps every query
 * parameter. With a login and no `authSource`, a driver looks the user up in the database of the URL; so that naming
 * another one does not change whose login it is, the place it was looked up before is written down as `authSource`.
 * Throws MONGODB_URL_INVALID.
 */
export function mongoUrl(engineUrl: string, database: string): string {
  const { start, query } = parse(engineUrl);
  return `${start}/${encodeURIComponent(database)}${query}`;
}

/** The same connection string without a database name. Throws MONGODB_URL_INVALID. */
export function withoutDatabase(url: string): string {
  const { start, query } = parse(url);
  return `${start}/${query}`;
}

function parse(url: string): { start: string; query: string } {
  const parts = SHAPE.exec(url)?.groups;
  const start = parts?.['start'];
  if (start === undefined) {
    // The value itself stays out of the message: it may hold a password.
    throw new EngineError(
      'MONGODB_URL_INVALID',
      'MONGODB_URL does not read mongodb://[user:password@]host[:port][/database][?options]',
    );
  }
  const parameters = (parts?.['query'] ?? '').split('&').filter((parameter) => parameter !== '');
  const hasAuthSource = parameters.some((parameter) => /^(authSource|authMechanism)=/i.test(parameter));
  if (parts?.['login'] !== undefined && !hasAuthSource) {
    parameters.push(
      `authSource=${parts['database'] === undefined || parts['database'] === '' ? 'admin' : parts['database']}`,
    );
  }
  return { start, query: parameters.length === 0 ? '' : `?${parameters.join('&')}` };
}
