import type { NextStep } from '../domain/next-steps.js';
import type { FormProblem, Judgement } from '../domain/judgement.js';
import type * as graph from './generated/resolvers.js';

export function localized({ key, text }: NextStep): graph.NextStep {
  return { key, text: { ...text } };
}

export function toProblem({ message, ...problem }: FormProblem): graph.FormProblem {
  return { ...problem, message: { ...message } };
}

export function toFee({ nameVi, nameEn, ...fee }: Judgement['fees'][number]): graph.Fee {
  return { ...fee, name: { vi: nameVi, en: nameEn } };
}
