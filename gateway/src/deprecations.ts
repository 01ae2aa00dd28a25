import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { GatewayContext } from './gateway-context.js';

export interface Deprecations {
  /** `Type.field`, as they were asked for. */
  readonly fields: readonly string[];
  /** When the first of them goes, where its reason says "removed after YYYY-MM". */
  readonly sunset: Date | null;
}

/** Tells a client in the answer's headers which fields it uses that will go: `deprecated-fields`, and `sunset` (RFC 8594). */
export function deprecationPlugin(): ApolloServerPlugin<GatewayContext> {
  const known = new WeakMap<DocumentNode, Deprecations>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, schema, response }) => {
          const deprecations = known.get(document) ?? deprecationsIn(document, schema);
          known.set(document, deprecations);
          if (deprecations.fields.length > 0) {
            response.http.headers.set('deprecated-fields', deprecations.fields.join(', '));
            if (deprecations.sunset !== null) response.http.headers.set('sunset', deprecations.sunset.toUTCString());
          }
          return Promise.resolve();
        },
      }),
  };
}

export function deprecationsIn(document: DocumentNode, schema: GraphQLSchema): Deprecations {
  const reasons = new Map<string, string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const field = types.getFieldDef();
        const parent = types.getParentType()?.name ?? '';
        if (typeof field?.deprecationReason === 'string')
          reasons.set(`${parent}.${field.name}`, field.deprecationReason);
      },
    }),
  );
  const ends = [...reasons.values()].flatMap((reason) => endOf(reason) ?? []);
  return { fields: [...reasons.keys()], sunset: ends.sort((one, other) => one.getTime() - other.getTime())[0] ?? null };
}

/** The month is to be served to its end, wherever it ends last. */
function endOf(reason: string): Date | null {
  const [, year, month] = /removed after (\d{4})-(\d{2})/.exec(reason) ?? [];
  return year === undefined || month === undefined ? null : new Date(Date.UTC(Number(year), Number(month), 1));
}
