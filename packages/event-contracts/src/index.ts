export * from './contract.js';
export * from './envelope.js';
export * from './topics.js';
export * from './procedures.js';
export {
  FeeItem,
  DossierSubmitted,
  DossierReceived,
  DossierDeclined,
  DossierSupplementRequested,
  DossierSupplemented,
  DossierSupplementReminded,
} from './dossiers.js';
export * from './dossier-steps.js';
export * from './dossier-results.js';
export * from './dossier-endings.js';
export * from './drafts.js';
export * from './payments.js';
export * from './notifications.js';
export * from './delivery.js';
export * from './agencies.js';
export * from './partner-feed.js';
export { contracts } from './contracts.js';
