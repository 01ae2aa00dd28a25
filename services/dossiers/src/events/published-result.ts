import {
  DossierResultCorrected,
  DossierResultHandedOver,
  DossierResultReady,
  DossierResultReissued,
  DossierResultRevoked,
  DossierSigned,
} from '@motcua/event-contracts';
import { publish, type Published } from '@motcua/service-kit';
import type { FiledDossier } from '../domain/dossier.js';
import type { ResultFact } from '../domain/result-facts.js';
import type { About } from './about-dossier.js';

export function publishedResult(
  about: About,
  fact: ResultFact,
  { deliveryMethod }: FiledDossier,
): readonly Published[] {
  const to = { key: about.dossierId };
  switch (fact.type) {
    case 'ResultSigned': {
      const { signedAt, resultCodes } = fact;
      return [
        publish(DossierSigned, { ...about, signedAt: signedAt.toISOString(), resultCodes: [...resultCodes] }, to),
      ];
    }
    case 'ResultReleased':
      return [publish(DossierResultReady, { ...about, readyAt: fact.releasedAt.toISOString(), deliveryMethod }, to)];
    case 'ResultHandedOver':
      return [
        publish(DossierResultHandedOver, { ...about, handedOverAt: fact.handedOverAt.toISOString(), by: fact.by }, to),
      ];
    case 'ResultCorrected': {
      const { documentId, replacedBy, correctedAt, reasonCode } = fact;
      const data = { documentId, replacedBy, correctedAt: correctedAt.toISOString(), reasonCode };
      return [publish(DossierResultCorrected, { ...about, ...data }, to)];
    }
    case 'ResultRevoked': {
      const { documentId, revokedAt, reasonCode } = fact;
      return [
        publish(DossierResultRevoked, { ...about, documentId, revokedAt: revokedAt.toISOString(), reasonCode }, to),
      ];
    }
    case 'ResultReissued':
      return [
        publish(DossierResultReissued, { ...about, reissuedAt: fact.reissuedAt.toISOString(), copy: fact.copy }, to),
      ];
    case 'ResultPrepared':
    case 'ParcelReturned':
    case 'ParcelLost':
      return [];
  }
}
