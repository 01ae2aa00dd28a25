import { randomUUID } from 'node:crypto';
import { samplePdf } from './application.js';
import type { Client } from './client.js';

export interface ResultSeen {
  readonly id: string;
  readonly resultCode: string;
  readonly name: { readonly vi: string };
  readonly copies: number;
  readonly status: string;
}

/** Hands in a small PDF for every result that the office itself signs; `processor` has the role process. */
export async function prepareResults(processor: Client, dossierId: string): Promise<readonly ResultSeen[]> {
  const { dossier } = await processor.ask<{ dossier: { resultCodes: readonly string[] } }>(
    `query Expected($id: ID!) { dossier(id: $id) { resultCodes } }`,
    { id: dossierId },
  );
  let results: readonly ResultSeen[] = [];
  for (const resultCode of dossier.resultCodes) {
    const answer = await processor.upload<{ prepareResult: { dossier: { results: readonly ResultSeen[] } } }>(
      `mutation Prepare($input: PrepareResultInput!) {
        prepareResult(input: $input) { dossier { results { id resultCode name { vi } copies status } } }
      }`,
      { input: { requestId: randomUUID(), dossierId, resultCode, copies: 1, file: null } },
      {
        ...{ path: 'variables.input.file', name: `${resultCode}.pdf`, type: 'application/pdf' },
        bytes: samplePdf(resultCode),
      },
    );
    results = answer.prepareResult.dossier.results;
  }
  return results;
}
