export { engineEnvironment } from './engine.js';
export type { FaultHooks, FindOptions, KafkaEngine, MongoEngine, SaslMechanism } from './engine.js';
export { EngineError } from './engine-error.js';
export type { EngineErrorCode } from './engine-error.js';
export { findKafka } from './kafka/find-kafka.js';
export { findMongo } from './mongo/find-mongo.js';
export { mongoUrl } from './mongo/mongo-url.js';
