import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';

/** The stock gateway as its manual sets it up. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(process.env['SUPERGRAPH'] ?? '', 'utf8') });
const server = new ApolloServer({ gateway });
await server.start();
express().use('/graphql', express.json(), expressMiddleware(server)).listen(Number(process.env['PORT']), '127.0.0.1');
