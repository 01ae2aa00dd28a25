import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { edgeText } from '../edge-texts.js';
import type { GatewayContext } from '../gateway-context.js';

/** A subscription that comes as an ordinary request is refused with the way it should take. */
export const subscriptionsElsewhere: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ operation, contextValue }) {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return Promise.resolve();
        const extensions = { code: 'WRONG_TRANSPORT', http: { status: 400 } };
        throw new GraphQLError(edgeText('WRONG_TRANSPORT', contextValue.language), { extensions });
      },
    }),
};
