export { fixedClock } from '../clock.js';
export type { PublishAs } from './bench-engines.js';
export type { BenchKeys } from './bench-keys.js';
export type { QueryAnswer, QueryError } from './query.js';
export type { SeenEvent } from './seen-events.js';
export { startTestBench, type TestBench } from './test-bench.js';
