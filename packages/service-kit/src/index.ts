export * from './clock.js';
export * from './env.js';
export * from './health.js';
export * from './json-setting.js';
export * from './key-sets.js';
export * from './lifecycle.js';
export * from './log.js';
export * from './metrics.js';
export { kitCounters } from './kit-counters.js';
export { recentEntries, type RecentEntries } from './recent-entries.js';
export * from './run-when-main.js';
export * from './service-env.js';
export * from './timer.js';
export {
  createAggregateStore,
  type AggregateStore,
  type Executed,
  type Execution,
  type Stored,
  type StoredListener,
} from './aggregate-store.js';
export { createDataKeys, type DataKeys } from './data-keys.js';
export { Fault, type FaultCode } from './fault.js';
export { connectMongo, pingMongo, type Filter, type IndexSpec, type Mongo } from './mongo.js';
export * from './pure.js';
export { canonicalJson } from './canonical-json.js';
export * from './access-token.js';
export * from './identity.js';
export * from './ids.js';
export * from './request-cause.js';
export { traceIdOf, type BatchLoad, type RequestContext } from './request-context.js';
export { scalars } from './scalars.js';
export * from './subgraph.js';
export { uploadRefusal } from './upload-refusal.js';
export * from './viewer.js';
export type { FileUpload } from 'graphql-upload/processRequest.mjs';
export * from './key-generation.js';
export { startConsumer, type Consumer, type ConsumerSettings } from './consumer.js';
export type { Dying } from './deal-with.js';
export { publish, type Published } from './event-message.js';
export { connectKafka, type Kafka, type KafkaEnv, type OutgoingMessage } from './kafka.js';
export { createPartnerSigner, verifyPartnerSignature, type PartnerSigner } from './partner-signature.js';
export { startPublisher, type Publisher } from './publisher.js';
export { causeOf, on, type Reaction, type Received } from './reaction.js';
export { startRelay, type Relay, type RelayOptions } from './relay.js';
export { createTopics } from './topics.js';
export * from './sealed-fields.js';
export * from './linked-papers.js';
export * from './signed-links.js';
export * from './vault.js';
export { openRequestRegister } from './request-register.js';
export { openService, type Running, type Service, type ServiceEnv, type Serving } from './open-service.js';
