/** For tests: the code with which something is refused; null when it is not. */
import { Refusal } from '@motcua/service-kit/pure';

export function refusalOf(ask: () => unknown): string | null {
  try {
    ask();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
