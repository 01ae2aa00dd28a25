import { createClient } from 'graphql-sse';

/** One answer of a subscription. */
export interface Told<Seen> {
  readonly data?: { readonly dossierChanged: Seen | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly degraded?: readonly { readonly part: string }[] };
}

/** Somebody who watches a dossier over server-sent events and never asks. */
export interface Watching<Seen> {
  readonly told: readonly Told<Seen>[];
  /** Resolves with the first thing told that satisfies, whether it was told already or will be. */
  until(what: string, wanted: (told: Told<Seen>) => boolean): Promise<Told<Seen>>;
  /** Resolves when nothing more will be told. */
  readonly ended: Promise<void>;
  stop(): void;
}

const patienceMs = 40_000;

export function watchDossier<Seen>(endpoint: string, token: string, id: string, selection: string): Watching<Seen> {
  const told: Told<Seen>[] = [];
  const listeners = new Set<() => void>();
  const client = createClient({
    url: `${endpoint}/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  let stop: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    const over = (): void => resolve();
    const query = `subscription Watch($id: ID!) { dossierChanged(id: $id) ${selection} }`;
    stop = client.subscribe<Told<Seen>['data'] & {}>(
      { query, variables: { id } },
      {
        next(answer) {
          told.push(JSON.parse(JSON.stringify(answer)) as Told<Seen>); // as GraphQL says
          for (const look of listeners) look();
        },
        error: over,
        complete: over,
      },
    );
  });
  return {
    ...{ told, ended, stop },
    until: (what, wanted) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          end();
        };
        const timer = setTimeout(() => {
          settle(() => reject(new Error(`not told of ${what}: ${JSON.stringify(told.at(-1))}`)));
        }, patienceMs);
        const look = (): void => {
          const found = told.find(wanted);
          if (found !== undefined) settle(() => resolve(found));
        };
        listeners.add(look);
        look();
      }),
  };
}
