import {
  DossierClosed,
  DossierDeclined,
  DossierErased,
  DossierRejected,
  DossierStopped,
  DossierWithdrawalSettled,
  DossierWithdrawn,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { FiledDossier } from '../domain/dossier.js';
import type { Ending } from '../domain/evolve-ending.js';
import type { About } from './about-dossier.js';

export function publishedEnding(about: About, fact: Ending, state: FiledDossier): readonly Published[] {
  const to = { key: about.dossierId };
  switch (fact.type) {
    case 'DossierDeclined': {
      const { declinedAt, reasonCode, slip } = fact;
      const data = { declinedAt: declinedAt.toISOString(), reasonCode, slipNumber: slip.number };
      return [publish(DossierDeclined, { ...about, ...data }, to)];
    }
    case 'DossierRejected': {
      const { rejectedAt, reasonCode } = fact;
      return [publish(DossierRejected, { ...about, rejectedAt: rejectedAt.toISOString(), reasonCode }, to)];
    }
    case 'DossierWithdrawn': {
      const data = { withdrawnAt: fact.withdrawnAt.toISOString(), afterReceipt: 'receivedAt' in state };
      return [publish(DossierWithdrawn, { ...about, ...data }, to)];
    }
    case 'WithdrawalSettled': {
      const data = { settledAt: fact.settledAt.toISOString(), slipNumber: fact.slip.number };
      return [publish(DossierWithdrawalSettled, { ...about, ...data }, to)];
    }
    case 'DossierStopped': {
      const { stoppedAt, reasonCode, slip } = fact;
      const data = { stoppedAt: stoppedAt.toISOString(), reasonCode, slipNumber: slip.number };
      return [publish(DossierStopped, { ...about, ...data }, to)];
    }
    case 'DossierClosed':
      return [publish(DossierClosed, { ...about, closedAt: fact.closedAt.toISOString(), outcome: fact.outcome }, to)];
    case 'DossierErased':
      return [
        publish(DossierErased, { ...about, erasedAt: fact.erasedAt.toISOString(), reasonCode: fact.reasonCode }, to),
      ];
    case 'PapersReturned':
    case 'PaymentConcluded':
    case 'PersonalDataDestroyed':
      return [];
  }
}
