import { randomBytes } from 'node:crypto';
import { agencies } from '@motcua/event-contracts';
import { findKeys } from './keys.js';

// Lines for the .env file of docker-compose.yml; single quotes keep JSON as it is.
const keys = await findKeys(undefined, agencies);
const passwords = Object.entries(JSON.parse(keys.AGENCY_PASSWORDS) as Record<string, string>);
const engines = {
  KAFKA_PLATFORM_PASSWORD: randomBytes(24).toString('hex'),
  KAFKA_CONTROLLER_PASSWORD: randomBytes(24).toString('hex'),
  ...Object.fromEntries(passwords.map(([agency, password]) => [variableOf(agency), password])),
};
for (const [name, value] of Object.entries({ ...engines, ...keys })) console.log(`${name}='${value}'`);

function variableOf(agency: string): string {
  return `KAFKA_${agency.toUpperCase().replaceAll('-', '_')}_PASSWORD`;
}
