import { EngineError, RungGivesWay } from './engine-error.js';

/** What one look at a rung found: the engine and how to start it, or why it is not there (`no Docker`). */
export type Sighting<Engine> =
  | { readonly there: true; readonly what: string; start(): Promise<Engine> }
  | { readonly there: false; readonly why: string };

export interface Rung<Engine> {
  /** The command or setting by which somebody could get this rung, for the error that lists them all. */
  readonly way: string;
  look(): Promise<Sighting<Engine>>;
}

export type Choice<Engine> =
  | { readonly chosen: Extract<Sighting<Engine>, { there: true }>; readonly line: string }
  | { readonly chosen: null; readonly line: string };

/**
 * The first that is there, and one line saying which and why. Pure: everything it knows comes in as `sightings`, in
 * the order of the ladder; nothing needs to be known below the first that is there.
 */
export function chooseRung<Engine>(engine: string, sightings: readonly Sighting<Engine>[]): Choice<Engine> {
  const absent = new Set<string>();
  for (const sighting of sightings) {
    if (!sighting.there) {
      absent.add(sighting.why);
      continue;
    }
    const because = absent.size === 0 ? '' : `, because ${[...absent].join(', ')}`;
    return { chosen: sighting, line: `${engine}: ${sighting.what}${because}` };
  }
  return { chosen: null, line: `${engine}: ${[...absent].join(', ')}` };
}

/**
 * Climbs the ladder: looks at one rung after the other, starts the first that is there, and goes on below it when that
 * one gives way. Throws an `EngineError` with `noneCode`, listing every way with its command, when no rung holds.
 */
export async function climb<Engine>(
  engine: string,
  noneCode: 'NO_MONGODB' | 'NO_KAFKA',
  rungs: readonly Rung<Engine>[],
  say: (line: string) => void,
): Promise<Engine> {
  const sightings: Sighting<Engine>[] = [];
  for (const rung of rungs) {
    sightings.push(await rung.look());
    const { chosen, line } = chooseRung(engine, sightings);
    if (chosen === null) continue;
    say(line);
    try {
      return await chosen.start();
    } catch (error) {
      if (!(error instanceof RungGivesWay)) throw error;
      const detail = error.detail === '' ? '' : ` (${error.detail})`;
      say(`${engine}: ${error.message}${detail}; trying the next way`);
      sightings[sightings.length - 1] = { there: false, why: error.message };
    }
  }
  const ways = rungs.map(({ way }) => `  - ${way}`).join('\n');
  throw new EngineError(noneCode, `${chooseRung(engine, sightings).line}. Any one of these helps:\n${ways}`);
}
