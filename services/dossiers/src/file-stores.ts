import type { Readable } from 'node:stream';
import type { SupplementFiles } from './domain/supplement-files.js';

/** A file whose bytes are there. Its key stands beside it alone: whoever removes the file destroys the key. */
export interface KeptFile {
  readonly id: string;
  /** A draft, a supplement request, or a dossier that something is added to: what sweeps and erases it. */
  readonly cameFor: string;
  /** The dossier it went over to; null as long as nothing but what it came for names it. */
  readonly dossierId: string | null;
  readonly contentType: string;
  readonly fileName: string;
  /** Of the file itself, not of what is stored; 0 until it was looked at. */
  readonly sizeBytes: number;
  /** RECEIVED: in quarantine; SCANNING: waits for the virus scanner; only CLEAN ones are served. */
  readonly state: 'RECEIVED' | 'SCANNING' | 'CLEAN';
  readonly arrivedAt: Date;
  /** How often the virus scanner was asked in vain. */
  readonly scans: number;
}

export interface Files {
  /** Streams into the store, encrypted, as RECEIVED; rejects with the stream's error and keeps nothing then. */
  store(content: ByteSource, about: FileAbout): Promise<string>;
  find(fileId: string): Promise<KeptFile | null>;
  /** The bytes, decrypted as they pass; ends with an error when they are not those that were stored. */
  open(fileId: string): Promise<Readable>;
  note(fileId: string, change: FileChange): Promise<void>;
  /** The key first, so that a removal cut off leaves nothing that can be read. */
  remove(fileId: string): Promise<void>;
  /** Files that came in for it, those cut off before they were attached too. */
  listOf(cameFor: string): Promise<readonly string[]>;
  /** From now on they are the dossier's, whatever becomes of the draft. */
  handOver(fileIds: readonly string[], dossierId: string): Promise<void>;
  listToScan(now: Date, limit: number): Promise<readonly KeptFile[]>;
  listToSweep(now: Date, limit: number): Promise<readonly SweptFile[]>;
  /** Bytes of uploads that began before that time and never became a file. */
  dropUnfinished(before: Date, limit: number): Promise<void>;
}

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface FileAbout extends Pick<KeptFile, 'cameFor' | 'contentType' | 'fileName'> {
  readonly at: Date;
}

export interface FileChange extends Partial<Pick<KeptFile, 'state' | 'sizeBytes' | 'scans'>> {
  /** When to ask the virus scanner (again); null: not any more. */
  readonly scanAt?: Date | null;
  /** When to look whether anybody still names it; null: somebody always will. */
  readonly sweepAt?: Date | null;
}

/** Perhaps one whose removal was cut off. */
export type SweptFile = Pick<KeptFile, 'id' | 'cameFor' | 'dossierId'>;

export interface SupplementFilesStore {
  /** By the supplement request; null while no file came in for it. */
  find(id: string): Promise<SupplementFiles | null>;
  /** False when the stored revision is another; 0: nothing is stored yet. */
  replace(files: SupplementFiles, revision: number): Promise<boolean>;
  removeOf(dossierId: string): Promise<void>;
}

/** Our own checks of a whole file. */
export interface Inspector {
  /** Whoever holds a whole file waits for whoever holds one already. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** What takes the file's place, or null when it stays as it is. Refused: see attachFile. */
  inspect(bytes: Buffer, contentType: string): Promise<Buffer | null>;
}

export interface Scanner {
  /** Rejects when it cannot say. */
  scan(content: Readable): Promise<'CLEAN' | 'INFECTED'>;
}
