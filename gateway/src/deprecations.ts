import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { GatewayContext } from './gateway-context.js';

export interface Deprecations {
  /** `Type.field`, as they were asked for. */
  readonly fields: readonly string[];
  /** When the first of them goes, where its reason says "removed after YYYY-MM". */
  readonly sunset: Date | null;
}

const known = new WeakMap<DocumentNode, Readonly<Record<string, string>>>();

/** Tells a client in the answer's headers which fields it uses that will go: `deprecated-fields`, and `sunset` (RFC 8594). */
export function deprecationPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, schema, response }) => {
          for (const [name, value] of Object.entries(deprecationHeaders(document, schema)))
            response.http.headers.set(name, value);
          return Promise.resolve();
        },
      }),
  };
}

/** Found once for each document, which is valid under one schema. */
export function deprecationHeaders(document: DocumentNode, schema: GraphQLSchema): Readonly<Record<string, string>> {
  const headers = known.get(document) ?? headersOf(deprecationsIn(document, schema));
  known.set(document, headers);
  return headers;
}

function headersOf({ fields, sunset }: Deprecations): Readonly<Record<string, string>> {
  if (fields.length === 0) return {};
  return { 'deprecated-fields': fields.join(', '), ...(sunset === null ? {} : { sunset: sunset.toUTCString() }) };
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
