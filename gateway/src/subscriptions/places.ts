import type { Viewer } from '@motcua/service-kit';

export interface PlaceLimits {
  readonly ofProcess: number;
  readonly ofViewer: number;
}

/** Open subscriptions, counted. */
export interface Places {
  /** Answers how to give the place back; null when there is none. */
  take(viewer: Viewer): (() => void) | null;
  readonly taken: () => number;
}

export function createPlaces({ ofProcess, ofViewer }: PlaceLimits): Places {
  const byViewer = new Map<string, number>();
  let taken = 0;
  return {
    taken: () => taken,
    take(viewer) {
      const who = 'id' in viewer ? `${viewer.kind}:${viewer.id}` : viewer.kind;
      const held = byViewer.get(who) ?? 0;
      if (taken >= ofProcess || held >= ofViewer) return null;
      taken += 1;
      byViewer.set(who, held + 1);
      let isBack = false;
      return () => {
        if (isBack) return;
        isBack = true;
        taken -= 1;
        const left = (byViewer.get(who) ?? 1) - 1;
        if (left === 0) byViewer.delete(who);
        else byViewer.set(who, left);
      };
    },
  };
}
