import type { Platform } from './platform.js';

const people = ['citizen-1', 'officer-receive', 'officer-process', 'officer-lead'] as const;

/** What a newcomer needs to ask a first question: the endpoint, a query to paste, tokens, the sandbox page. */
export async function greeting({ endpoint, sandboxUrl, readyAfterMs }: Platform): Promise<string> {
  const tokens = await Promise.all(
    people.map(async (user) => `  ${user.padEnd(16)} ${await demoToken(sandboxUrl, user)}`),
  );
  return `
Motcua is ready after ${(readyAfterMs / 1000).toFixed(1)} s.

  GraphQL   ${endpoint}
  Sandbox   ${sandboxUrl}/   letters, texts, parcels, money; moves the clock

Ask what the ward offers:

  curl -s ${endpoint} -H 'content-type: application/json' \\
    -d '{"query":"{ procedures(first: 8) { nodes { code name { vi } level } } }"}'

Tokens of sample persons, for the header  authorization: Bearer …

${tokens.join('\n\n')}

A birth registration from draft to delivered:  npm run demo
Ctrl-C stops everything.`;
}

async function demoToken(sandboxUrl: string, user: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/identity/demo-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const body: unknown = await answer.json();
  if (typeof body === 'object' && body !== null && 'accessToken' in body) return String(body.accessToken);
  throw new Error(`The sandbox gave no token for ${user}: HTTP ${answer.status}`);
}
