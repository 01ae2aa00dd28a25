import type { ServiceLevel } from './generated/resolvers.js';

const levels = { 1: 'LEVEL_1', 2: 'LEVEL_2', 3: 'LEVEL_3', 4: 'LEVEL_4' } as const satisfies Record<
  number,
  ServiceLevel
>;
const numbers = { LEVEL_1: 1, LEVEL_2: 2, LEVEL_3: 3, LEVEL_4: 4 } as const satisfies Record<ServiceLevel, number>;

export const levelName = (level: keyof typeof levels): ServiceLevel => levels[level];
export const levelNumber = (level: ServiceLevel): number => numbers[level];
