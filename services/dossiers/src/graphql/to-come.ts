/** Stands in while the desk is being built; it goes once everything has its resolver. */
import { Refusal } from '@motcua/service-kit';

const operations = [...['requestSupplement', 'attachSupplementFile', 'answerSupplement']];

const refuse = () => Promise.reject(new Refusal('NOT_YET', 'This is being built.'));

export const mutationsToCome = Object.fromEntries(operations.map((name) => [name, refuse]));
export const queriesToCome = {};
