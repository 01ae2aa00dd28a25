import { Refusal } from '@motcua/service-kit';
import type { Inspector } from '../context.js';
import { cleanImage } from './clean-image.js';
import { checkPdf } from './pdf/check-pdf.js';

/** Our own checks of a whole file. Only one file is held and decoded at a time in this process; the others wait their turn. */
export function createInspector(): Inspector {
  let last: Promise<unknown> = Promise.resolve();
  return {
    inTurn(work) {
      const turn = last.then(work);
      // The next one goes on whatever came of this one.
      last = turn.catch(() => undefined);
      return turn;
    },
    async inspect(bytes, contentType) {
      switch (contentType) {
        case 'application/pdf':
          await checkPdf(bytes);
          return null;
        case 'image/jpeg':
        case 'image/png':
          return cleanImage(bytes, contentType);
        default:
          throw new Refusal('FILE_TYPE_NOT_ACCEPTED', 'There is no check for that type of file.');
      }
    },
  };
}
