import { type Fields } from '../fields.js';

export interface Quote {
  readonly amountVnd: number;
  readonly tariffId: string;
  readonly transitWorkingDaysMin: number;
  readonly transitWorkingDaysMax: number;
}

const provincePattern = /^\d{2}$/;
const includedGrams = 250;
const stepGrams = 500;

/** Invented prices: 22,000 ₫ inside a province, 32,000 ₫ to another, 5,000 ₫ for each further half kilogram. */
export function quoteFor(fields: Fields): Quote {
  const from = fields.text('fromProvinceCode', { pattern: provincePattern });
  const to = fields.text('toProvinceCode', { pattern: provincePattern });
  const weightGrams = fields.integer('weightGrams', { min: 1, max: 30_000 });
  const furtherSteps = Math.ceil(Math.max(weightGrams - includedGrams, 0) / stepGrams);
  const isNear = from === to;
  return {
    amountVnd: (isNear ? 22_000 : 32_000) + furtherSteps * 5_000,
    tariffId: 'sandbox-2026',
    transitWorkingDaysMin: isNear ? 1 : 2,
    transitWorkingDaysMax: isNear ? 2 : 4,
  };
}
