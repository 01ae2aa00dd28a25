import { DossierErased, DossierResultReady, DossierSubmitted, OfficeChanged } from '@motcua/event-contracts';
import { on } from '@motcua/service-kit';
import { eraseReceiver } from '../use-cases/erase-receiver.js';
import { prepareParcel } from '../use-cases/prepare-parcel.js';
import { rememberOffice } from '../use-cases/remember-office.js';
import { requestShipment } from '../use-cases/request-shipment.js';

export const reactions = [
  on(DossierSubmitted, requestShipment),
  on(DossierResultReady, prepareParcel),
  on(DossierErased, eraseReceiver),
  on(OfficeChanged, rememberOffice),
] as const;
