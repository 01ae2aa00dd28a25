import { dayNumber, isDay, type Day } from '@motcua/vietnam';
import { compileCondition, type Answers, type Test } from './condition.js';
import type { FeeDue } from './evaluation.js';
import type { Field } from './field.js';
import type { Channel, Fee } from './handling.js';

export interface CompiledFee {
  readonly fee: Fee;
  readonly applies: Test;
  readonly quantity: (answers: Answers) => number;
}

export function compileFee(fee: Fee, fields: ReadonlyMap<string, Field>): CompiledFee {
  return { fee, applies: compileCondition(fee.condition), quantity: compileQuantity(fee, fields) };
}

/** What is to be paid, in whole đồng; an amount of null waits for the carrier's quote. */
export function feesFor(
  fees: readonly CompiledFee[],
  answers: Answers,
  { today, channel }: { readonly today: Day; readonly channel: Channel },
): readonly FeeDue[] {
  return fees
    .filter(({ fee, applies }) => applies(answers) && isInPeriod(fee, answers, today))
    .map(({ fee, quantity }) => toFeeDue(fee, answers, channel, quantity(answers)));
}

/** Sum of what is known; the carrier's quote comes on top. */
export function sumOfFeesVnd(fees: readonly FeeDue[]): number {
  return fees.reduce((sum, { totalVnd }) => sum + (totalVnd ?? 0), 0);
}

function toFeeDue(fee: Fee, answers: Answers, channel: Channel, quantity: number): FeeDue {
  const ground = fee.exemptionField === undefined ? undefined : answers[fee.exemptionField];
  const exemption = fee.exemptions.find((option) => option === ground) ?? null;
  const amountVnd = exemption === null ? (fee.amountByChannel?.[channel] ?? fee.amountVnd) : 0;
  const { key, nameVi, nameEn, per } = fee;
  return {
    key,
    nameVi,
    nameEn,
    per,
    amountVnd,
    quantity,
    totalVnd: amountVnd === null ? null : amountVnd * quantity,
    exemption,
  };
}

function isInPeriod({ period }: Fee, answers: Answers, today: Day): boolean {
  if (!period) return true;
  const from = answers[period.from];
  const isAfter = isDay(from) && dayNumber(today) - dayNumber(from) > period.days;
  return isAfter === (period.applies === 'after');
}

/** Copies beyond the field's own bounds are not counted: the answer is a problem already, not a price. */
function compileQuantity(fee: Fee, fields: ReadonlyMap<string, Field>): (answers: Answers) => number {
  const key = fee.quantityField;
  if (key === undefined) return () => 1;
  const field = fields.get(key);
  const { min = 1, max = 1000 } = field?.type === 'number' ? field : {};
  return (answers) => {
    const count = answers[key];
    return typeof count === 'number' && Number.isInteger(count) && count >= min && count <= max ? count : 0;
  };
}
