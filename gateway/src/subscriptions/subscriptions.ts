import type { GraphQLError, GraphQLSchema } from 'graphql';
import { type Language, languageOf } from '../edge-texts.js';
import { type Asking, askAsViewer } from './ask-as-viewer.js';
import type { Changes } from './changes.js';
import { createPlaces, type PlaceLimits, type Places } from './places.js';
import { atTime, type Session } from './session.js';
import type { RequestJudge } from '../request-judgement.js';
import type { SubscriptionMetrics } from './subscription-metrics.js';
import { createTurns, type Turns } from './turns.js';
import { type Asked, refused, understand, type Wanted } from './understand.js';
import { type Paces, watch, type Watch } from './watch.js';

export interface SubscriptionOptions extends Asking {
  /** With the subscriptions in it. */
  readonly schema: () => GraphQLSchema;
  /** The limits of any request, and the list of what may be asked, where there is one. */
  readonly judge: RequestJudge;
  readonly development: boolean;
  readonly changes: Changes;
  readonly limits: PlaceLimits;
  readonly paces: Paces;
  readonly metrics: SubscriptionMetrics;
}

export interface Subscriptions {
  /** `room` resolves when the transport can take one more answer, or is gone. */
  open(asked: Asked, session: Session, room: () => Promise<void>): Watch | readonly GraphQLError[];
  /** Ends all of them, each with a last word. */
  close(): void;
}

/** Questions at once, for all subscriptions of this process together. */
const askedAtOnce = 32;

/** Opens subscriptions: checks what is asked, finds a place, asks at once and again whenever the watched thing changes. */
export function createSubscriptions(options: SubscriptionOptions): Subscriptions {
  const around = {
    open: new Map<Watch, Language>(),
    places: createPlaces(options.limits),
    turns: createTurns(askedAtOnce),
  };
  return {
    open(asked, session, room) {
      const wanted = understand(asked, languageIn(session), options);
      if (!('question' in wanted)) return wanted;
      return start(wanted, session, room, { ...options, ...around }) ?? [tooMany(session)];
    },
    close() {
      for (const [watching, language] of around.open) {
        watching.end({ errors: [refused('SERVICE_UNAVAILABLE', language).toJSON()] });
      }
    },
  };
}

interface Around extends SubscriptionOptions {
  readonly open: Map<Watch, Language>;
  readonly places: Places;
  readonly turns: Turns;
}

/** Null when there is no place left. */
function start(wanted: Wanted, session: Session, room: () => Promise<void>, around: Around): Watch | null {
  const { open, places, turns, metrics, changes, paces } = around;
  const giveBack = places.take(session.viewer);
  if (giveBack === null) return null;
  const language = languageIn(session);
  const watching = watch({
    ask: (stopping) =>
      turns.run(() => {
        metrics.asked.inc();
        return askAsViewer(wanted, session, around, stopping);
      }),
    room,
    paces,
    onEnd: () => {
      for (const end of [giveBack, unwatch, stopWaiting]) end();
      open.delete(watching);
      metrics.open.set(open.size);
    },
  });
  const unwatch = changes.watch(wanted.question.id, watching.changed);
  const stopWaiting = atTime(session.expiresAtMs, () => {
    watching.end({ errors: [refused('UNAUTHENTICATED', language).toJSON()] });
  });
  open.set(watching, language);
  metrics.open.set(open.size);
  return watching;
}

function tooMany(session: Session): GraphQLError {
  return refused('TOO_MANY_SUBSCRIPTIONS', languageIn(session));
}

function languageIn({ caller }: Session): Language {
  return languageOf(caller.headers['accept-language']);
}
