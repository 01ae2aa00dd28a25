import {
  DossierDeclined,
  DossierErased,
  DossierRejected,
  DossierResultReady,
  DossierResultReissued,
  DossierStopped,
  DossierSubmitted,
  DossierTransferred,
  DossierWithdrawalSettled,
  DossierWithdrawn,
  OfficeChanged,
} from '@motcua/event-contracts';
import { on, type Reaction } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { endShipment } from '../use-cases/end-shipment.js';
import { eraseReceiver } from '../use-cases/erase-receiver.js';
import { prepareParcel } from '../use-cases/prepare-parcel.js';
import { rememberOffice } from '../use-cases/remember-office.js';
import { requestShipment } from '../use-cases/request-shipment.js';
import { sendCopy } from '../use-cases/send-copy.js';
import { transferShipments } from '../use-cases/transfer-shipments.js';

export const reactions: readonly Reaction<Context>[] = [
  on(DossierSubmitted, requestShipment),
  on(DossierResultReady, prepareParcel),
  on(DossierResultReissued, sendCopy),
  on(DossierTransferred, transferShipments),
  on(DossierErased, eraseReceiver),
  on(DossierDeclined, (context, event) =>
    endShipment(context, event, { because: 'DECLINED', endedAt: event.data.declinedAt }),
  ),
  on(DossierRejected, (context, event) =>
    endShipment(context, event, { because: 'REJECTED', endedAt: event.data.rejectedAt }),
  ),
  on(DossierWithdrawn, async (context, event) => {
    // After receipt the leader has to settle it first.
    if (event.data.afterReceipt) return;
    await endShipment(context, event, { because: 'WITHDRAWN', endedAt: event.data.withdrawnAt });
  }),
  on(DossierWithdrawalSettled, (context, event) =>
    endShipment(context, event, { because: 'WITHDRAWN', endedAt: event.data.settledAt }),
  ),
  on(DossierStopped, (context, event) =>
    endShipment(context, event, { because: 'STOPPED', endedAt: event.data.stoppedAt }),
  ),
  on(OfficeChanged, rememberOffice),
];
