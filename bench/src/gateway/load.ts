import { Pool } from 'undici';
import { dossiers, type Question } from './questions.js';

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Each request's, in milliseconds. */
  readonly latencies: readonly number[];
}

export interface Asking {
  readonly question: Question;
  readonly connections: number;
  readonly until: { readonly seconds: number } | { readonly requests: number };
  readonly tokens: readonly string[];
  /** Everybody asks the same in the same name. */
  readonly alike?: boolean;
}

/** So many callers, each asking again as soon as it has its answer. */
export async function load(
  url: string,
  { question, connections, until, tokens, alike = false }: Asking,
): Promise<Load> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = 'seconds' in until ? startedAt + until.seconds * 1_000 : Infinity;
  const most = 'requests' in until ? until.requests : Infinity;
  let sent = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt && sent < most) {
      sent += 1;
      const count = alike ? 0 : sent;
      const at = performance.now();
      const { statusCode, body } = await pool.request({
        ...{ method: 'POST', path: '/graphql', headers: headersFor(tokens[count % tokens.length]) },
        body: JSON.stringify({ query: question.query, variables: { id: `d${count % dossiers}` } }),
      });
      const text = await body.text();
      if (statusCode !== 200 || !text.includes('"data":{"dossier":{'))
        throw new Error(`${url} answered ${statusCode} ${text.slice(0, 300)}`);
      latencies.push(performance.now() - at);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, caller));
  } finally {
    await pool.close();
  }
  return { requests: latencies.length, seconds: (performance.now() - startedAt) / 1_000, latencies };
}

/** What one caller gets. */
export async function askOnce(url: string, { query }: Question, token: string): Promise<unknown> {
  const answer = await fetch(`${url}/graphql`, {
    ...{ method: 'POST', headers: headersFor(token) },
    body: JSON.stringify({ query, variables: { id: 'd1' } }),
  });
  return answer.json();
}

function headersFor(token: string | undefined): Record<string, string> {
  return { 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}`, 'accept-language': 'vi' };
}
