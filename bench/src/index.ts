export { startServiceUnderTest, type ServiceUnderTest } from './filing/service-under-test.js';
export { printFigures, type Figure } from './figures.js';
export { onEngines, say } from './on-engines.js';
export { openLoop, type Load } from './open-loop.js';
export { percentile, rounded } from './percentile.js';
