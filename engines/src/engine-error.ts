/** What can be wrong with an engine, in a form a script can act on. */
export type EngineErrorCode =
  | 'NO_MONGODB'
  | 'NO_KAFKA'
  | 'MONGODB_URL_INVALID'
  | 'MONGODB_UNREACHABLE'
  | 'KAFKA_UNREACHABLE'
  | 'KAFKA_SETTINGS_INCOMPLETE'
  | 'KAFKA_SETTINGS_INVALID'
  | 'ENVIRONMENT_UNSET'
  | 'PARTNER_NAME_REFUSED'
  | 'PARTNER_NOT_ADDED'
  | 'ENGINE_DATA_IN_USE'
  | 'ENGINE_DATA_NOT_WRITABLE'
  | 'ENGINE_DID_NOT_START'
  | 'ENGINE_STOPPED'
  | 'COMMAND_FAILED'
  | 'CACHE_BUSY'
  | 'CACHE_NOT_WRITABLE';

/** An expected failure. It shows no stack: the reader is somebody who typed a command, not the author of this code. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
    this.stack = `${code}: ${message}`;
  }
}

/** Thrown by a rung that looked promising and then could not keep its promise: the ladder goes on below it. */
export class RungGivesWay extends Error {
  /** What the world said, in its own words; told once, not repeated as a reason further down. */
  readonly detail: string;

  constructor(message: string, detail = '', options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }
}

/** Whether Node itself failed with this code. Not by `instanceof`: inside jest, Node's errors are of another realm. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
