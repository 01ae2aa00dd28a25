export { createMock, readSamples, type Asked, type MockAnswer } from './mock-answer.js';
