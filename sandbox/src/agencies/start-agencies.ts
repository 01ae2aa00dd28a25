import { agencies } from '@motcua/event-contracts';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../env.js';
import type { Log } from '../log.js';
import { startAgency, type Agency } from './agency.js';
import type { AgencyBook } from './agency-book.js';
import { createDossierReader } from './dossier-reader.js';
import { connectAgency } from './kafka.js';
import { createPartnerKeys } from './partner-keys.js';

/** Starts the subscribers that do not run elsewhere, or none where no partners' listener was named. */
export function startAgencies(options: {
  readonly env: Env;
  readonly tokenUrl: string;
  readonly books: readonly AgencyBook[];
  readonly clock: Clock;
  readonly log: Log;
}): readonly (Agency & { readonly name: string })[] {
  const { env, tokenUrl, books, clock, log } = options;
  const {
    KAFKA_PARTNER_BROKERS: brokers,
    GATEWAY_URL: gatewayUrl,
    PARTNER_KEYS_URL: keysUrl,
    TOPIC_PREFIX: topicPrefix,
  } = env;
  if (brokers === undefined || gatewayUrl === undefined || keysUrl === undefined) return [];
  return agencies.flatMap((agency) => {
    if (env.AGENCIES_ELSEWHERE.includes(agency)) return [];
    const secret = env.AGENCY_PASSWORDS[agency];
    const book = books.find((candidate) => candidate.agency === agency);
    if (secret === undefined || book === undefined) return [];
    const running = startAgency({
      agency,
      kafka: connectAgency({ brokers, username: agency, password: secret, log }),
      topicPrefix,
      keys: createPartnerKeys(keysUrl),
      readDossier: createDossierReader({ agency, secret, tokenUrl, gatewayUrl }),
      book,
      clock,
      log,
    });
    return [{ name: agency, ...running }];
  });
}
