import { EngineError } from '../src/index.js';

/** The code and message with which a call is refused; fails when it is not. */
export function refusalOf(call: () => unknown): { readonly code: string; readonly message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof EngineError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}
