export { startSandbox, type Sandbox } from './main.js';
