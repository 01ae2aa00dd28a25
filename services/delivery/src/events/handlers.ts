import { DossierResultReady, DossierSubmitted, OfficeChanged } from '@motcua/event-contracts';
import { on } from '@motcua/service-kit';
import { prepareParcel } from '../use-cases/prepare-parcel.js';
import { rememberOffice } from '../use-cases/remember-office.js';
import { requestShipment } from '../use-cases/request-shipment.js';

export const reactions = [
  on(DossierSubmitted, requestShipment),
  on(DossierResultReady, prepareParcel),
  on(OfficeChanged, rememberOffice),
] as const;
