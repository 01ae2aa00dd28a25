/** Who signs for a result at the desk, and by which right; the officer sees their identity cards. */
import { Refusal } from '@motcua/service-kit/pure';

export interface Receiver {
  readonly name: string;
  /** As on the identity card that was shown. */
  readonly personalId: string;
}

export interface Receiving {
  readonly receivers: readonly Receiver[];
  /** Number and date of the written authority; null: they need none, which the officer answers for. */
  readonly authority: string | null;
}

interface Problem {
  readonly code: 'RECEIVER_MISSING' | 'AUTHORITY_MISSING' | 'TOO_MANY_RECEIVERS' | 'TEXT_TOO_LONG';
  readonly path: string;
}

const mostReceivers = 20;
const longestText = 200;

/** Refused with the code of the first problem, and all of them as details. */
export function requireReceiving(receiving: Receiving): void {
  const problems = problemsOf(receiving);
  const [first] = problems;
  if (first === undefined) return;
  throw new Refusal(first.code, 'It must be known who takes the result, and by which right.', { problems });
}

function problemsOf({ receivers, authority }: Receiving): readonly Problem[] {
  return [
    ...(receivers.length === 0 ? [{ code: 'RECEIVER_MISSING', path: 'receivers' } as const] : []),
    ...(receivers.length > mostReceivers ? [{ code: 'TOO_MANY_RECEIVERS', path: 'receivers' } as const] : []),
    ...receivers.flatMap(({ name, personalId }, place) => [
      ...problemOf(name, 'RECEIVER_MISSING', `receivers[${String(place)}].name`),
      ...problemOf(personalId, 'RECEIVER_MISSING', `receivers[${String(place)}].personalId`),
    ]),
    ...(authority === null ? [] : problemOf(authority, 'AUTHORITY_MISSING', 'authority')),
  ];
}

function problemOf(text: string, missing: Problem['code'], path: string): readonly Problem[] {
  if (text.trim() === '') return [{ code: missing, path }];
  return text.length > longestText ? [{ code: 'TEXT_TOO_LONG', path }] : [];
}
