import { startPlatform, type Platform } from '@motcua/launcher';
import { signIn, type Actors } from './actors.js';
import { storyBegins } from './story-begins.js';

/** The whole platform and everybody who acts on it; both are there once the tests of the file run. */
export interface OnPlatform {
  readonly platform: Platform;
  readonly actors: Actors;
}

/** Starts a platform of its own for the tests of one file, in which nothing has happened, and stops it after them. */
export function onPlatform(): OnPlatform {
  let platform: Platform | undefined;
  let actors: Actors | undefined;
  beforeAll(async () => {
    platform = await startPlatform({ keep: null, startsAt: storyBegins, say: () => undefined });
    actors = await signIn(platform);
  }, 900_000);
  afterAll(async () => {
    await platform?.stop();
  }, 60_000);
  return {
    get platform() {
      return started(platform);
    },
    get actors() {
      return started(actors);
    },
  };
}

function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('the platform is there once the tests run');
  return part;
}
