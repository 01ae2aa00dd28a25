import type { Actors } from './actors.js';
import { inHops } from './in-hops.js';
import { giveToCarrier } from './post.js';
import { readDossier } from './read-dossier.js';

type Tell = (line: string) => void;

const hourMs = 3_600_000;
/** Six digits by themselves: no part of a dossier's code or of a parcel's number. */
const codeForDoor = /(?<![\w.-])\d{6}(?![\w-])/;

/** The desk gives the result to the carrier. */
export async function postResult(actors: Actors, dossierId: string, tell: Tell): Promise<void> {
  const { trackingNumber } = await giveToCarrier(actors, dossierId);
  tell(`The desk hands the parcel to the carrier: ${trackingNumber ?? ''}.`);
}

/** Until the parcel was handed over and the dossier is closed. */
export async function arrive(actors: Actors, dossierId: string, phone: string, tell: Tell): Promise<void> {
  let atDoor = false;
  let last = '';
  await inHops(actors, 'the parcel at its receiver', async () => {
    const { status, nationalStatus, shipment } = await readDossier(actors.citizen, dossierId);
    const now = `${shipment?.status ?? ''}, dossier ${status}, national status ${nationalStatus}`;
    if (now !== last) tell(`Parcel ${now}.`);
    last = now;
    if (status === 'CLOSED') return null;
    if (shipment?.status === 'OUT_FOR_DELIVERY' && !atDoor) {
      atDoor = true;
      const text = await actors.sandbox.text(phone, (item) => codeForDoor.test(item.text));
      tell(`A text for the door: «${text.text}»`);
    }
    return shipment?.status === 'DELIVERED' ? 0 : 6 * hourMs;
  });
}
