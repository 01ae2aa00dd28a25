import type { FastifyInstance } from 'fastify';
import { fieldsOf, type Fields } from '../fields.js';
import { letterTroubles, textTroubles, type WeatherStation } from './weather.js';

const longestMs = 60_000;

/** `GET`, `PUT /weather` `{seed?, texts?: {…}, letters?: {…}}`: what is left out is calm. */
export function weatherRoutes(app: FastifyInstance, station: WeatherStation): void {
  app.get('/weather', () => station.now());
  app.put('/weather', (request) => {
    const body = fieldsOf(request.body);
    const weather = {
      texts: troublesIn(body, 'texts', textTroubles),
      letters: troublesIn(body, 'letters', letterTroubles),
    };
    station.change(weather, body.optionalInteger('seed', { min: 0, max: 2 ** 31 }) ?? 1);
    return weather;
  });
}

function troublesIn<Trouble extends string>(
  body: Fields,
  part: string,
  troubles: readonly Trouble[],
): Record<Trouble, number> {
  const given = body.has(part) ? body.fields(part) : undefined;
  const read = troubles.map((trouble) => {
    const max = trouble.endsWith('PerMille') ? 1_000 : longestMs;
    return [trouble, given?.optionalInteger(trouble, { min: 0, max }) ?? 0] as const;
  });
  // Every trouble is read, so the record is whole.
  return Object.fromEntries(read) as Record<Trouble, number>;
}
