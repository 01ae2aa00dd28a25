import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Refusal } from '@motcua/service-kit';
import { z } from 'zod';
import type { Captcha } from '../context.js';

/** About a second of a phone's work: PBKDF2 of this cost, tried until the counter is found. */
const algorithm = 'PBKDF2/SHA-256';
const cost = 1_000;
const counters = { from: 200, to: 400 } as const;
const livesMs = 10 * 60_000;
const longestAnswer = 10_000;

/** As altcha-lib 2 encodes it; the library judges what is inside, this only keeps odd shapes from it. */
const Answer = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal(algorithm),
      nonce: z.string().min(16).max(200),
      salt: z.string().max(200),
      cost: z.literal(cost),
      keyLength: z.int().min(16).max(64),
      keyPrefix: z.string().max(128),
      keySignature: z.string().max(200),
      expiresAt: z.number(),
    }),
    signature: z.string().max(200),
  }),
  solution: z.object({ counter: z.int().nonnegative(), derivedKey: z.string().max(200), time: z.number().default(0) }),
});

/** ALTCHA proof of work. Challenges live in real time, whatever the business clock says, as the library compares with it. */
export function createAltcha(secret: string): Captcha {
  const secrets = { hmacSignatureSecret: `${secret}/challenge`, hmacKeySignatureSecret: `${secret}/key` };
  return {
    async issue() {
      const expiresAt = new Date(Date.now() + livesMs);
      const counter = randomInt(counters.from, counters.to);
      const challenge = await createChallenge({ algorithm, cost, counter, deriveKey, expiresAt, ...secrets });
      return { challenge, expiresAt };
    },
    async check(answer) {
      const { challenge, solution } = readAnswer(answer);
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets });
      if (!verified) throw captchaWrong();
      // Signed by us, so it names this challenge however the answer around it is written.
      return {
        challengeId: challenge.parameters.nonce,
        expiresAt: new Date(Number(challenge.parameters.expiresAt) * 1_000),
      };
    },
  };
}

function readAnswer(answer: string): Payload {
  if (answer.length > longestAnswer) throw captchaWrong();
  try {
    return Answer.parse(JSON.parse(Buffer.from(answer, 'base64').toString()));
  } catch {
    // Not base64, not JSON or not an answer: wrong all the same, and nothing of it is worth keeping.
    throw captchaWrong();
  }
}

function captchaWrong(): Refusal {
  return new Refusal('CAPTCHA_WRONG', 'The confirmation code is wrong or too old; please take a new one.');
}
