export type FaultCode = 'CONTENDED' | 'TOPIC_MISSING' | 'UNSENDABLE' | 'STALLED';

/**
 * Something that should not happen and that the caller can do nothing about. Callers of the API see it masked; a
 * consumer tries again. The code is for logs and operators.
 */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}
