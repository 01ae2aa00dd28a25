export { startPlatform, type Platform, type PlatformOptions } from './platform.js';
export { findRunning, type RunningPlatform } from './run-file.js';
export { subgraphs, type PartName, type SubgraphName } from './environment.js';
export type { Child } from './child.js';
