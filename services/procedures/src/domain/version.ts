/** A version of a procedure is published once and never changes: dossiers are pinned to it. */
import { createHash } from 'node:crypto';
import { Refusal, type Aggregate } from '@motcua/service-kit/pure';

export interface VersionContent {
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: string;
  /** The definition with the lists it refers to, as JSON text: kept to the letter. */
  readonly definitionJson: string;
}

export type VersionState =
  | { readonly status: 'NONE' }
  | { readonly status: 'PUBLISHED'; readonly code: string; readonly version: number; readonly contentHash: string };

export type VersionFact = { readonly type: 'VersionPublished'; readonly publishedAt: Date } & VersionContent;

export const versionAggregate: Aggregate<VersionState, VersionFact> = {
  name: 'procedure-versions',
  initial: { status: 'NONE' },
  evolve: (_, { code, version, definitionJson }) => ({
    status: 'PUBLISHED',
    code,
    version,
    contentHash: hashOf(definitionJson),
  }),
};

export const procedureIdOf = (code: string): string => `prc_${code}`;
export const versionIdOf = (code: string, version: number): string => `prv_${code}@${version}`;

/** Publishing the same content again changes nothing; other content under the same number is refused. */
export function publishVersion(
  state: VersionState,
  content: VersionContent,
  publishedAt: Date,
): readonly VersionFact[] {
  if (state.status === 'NONE') return [{ type: 'VersionPublished', publishedAt, ...content }];
  if (state.contentHash === hashOf(content.definitionJson)) return [];
  throw new Refusal('VERSION_IMMUTABLE', 'A published version never changes; give the new content a new number.', {
    code: content.code,
    version: content.version,
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
