export interface Presence {
  readonly isThere: () => boolean;
  /** It begins anew: there again after two signs, because the first may be one of before. */
  readonly begun: () => void;
  readonly sign: () => void;
  readonly gone: () => void;
  readonly close: () => void;
}

const signsNeeded = 2;

/** Whether somebody is there who gives signs several times a second; `onTurn` hears when that changes. */
export function createPresence(silentAfterMs: number, onTurn: (isThere: boolean) => void): Presence {
  let signs = 0;
  let told = false;
  let lastAt = performance.now();
  const turn = (isThere: boolean): void => {
    told = isThere;
    onTurn(isThere);
  };
  const gone = (): void => {
    signs = 0;
    if (told) turn(false);
  };
  const looking = setInterval(() => {
    if (performance.now() - lastAt > silentAfterMs) gone();
  }, silentAfterMs / 4);
  return {
    gone,
    isThere: () => signs >= signsNeeded,
    begun: () => {
      signs = 0;
      lastAt = performance.now();
    },
    sign: () => {
      signs += 1;
      lastAt = performance.now();
      if (signs === signsNeeded) turn(true);
    },
    close: () => {
      clearInterval(looking);
    },
  };
}
