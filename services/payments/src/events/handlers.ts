import {
  DossierDeclined,
  DossierRejected,
  DossierStopped,
  DossierSubmitted,
  DossierSupplemented,
  DossierTransferred,
  DossierWithdrawn,
  OfficeChanged,
  PostageQuoted,
} from '@motcua/event-contracts';
import { on } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { addPostage } from '../use-cases/add-postage.js';
import { assessDossier } from '../use-cases/assess-dossier.js';
import { changeOffice } from '../use-cases/change-office.js';
import { concludeDossier } from '../use-cases/conclude-dossier.js';
import { keepOffice } from '../use-cases/keep-office.js';
import { reassessDossier } from '../use-cases/reassess-dossier.js';

export const reactions = [
  on(DossierSubmitted, assessDossier),
  on(PostageQuoted, addPostage),
  on(OfficeChanged, keepOffice),
  on(DossierSupplemented, reassessDossier),
  on(DossierTransferred, changeOffice),
  on(DossierDeclined, (context: Context, event) =>
    concludeDossier(context, event, { ending: 'DECLINED', endedAt: event.data.declinedAt }),
  ),
  on(DossierRejected, (context: Context, event) =>
    concludeDossier(context, event, { ending: 'REJECTED', endedAt: event.data.rejectedAt }),
  ),
  on(DossierWithdrawn, (context: Context, event) =>
    concludeDossier(context, event, { ending: 'WITHDRAWN', endedAt: event.data.withdrawnAt }),
  ),
  on(DossierStopped, (context: Context, event) =>
    concludeDossier(context, event, { ending: 'STOPPED', endedAt: event.data.stoppedAt }),
  ),
] as const;
