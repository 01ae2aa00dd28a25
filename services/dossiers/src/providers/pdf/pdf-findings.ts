import { hasName, valuesOf, type PdfObject } from './pdf-objects.js';
import type { PdfValue } from './pdf-value.js';
import { noPages, notePages, type PageTree } from './pdf-pages.js';

export type PdfFinding = 'PDF_ENCRYPTED' | 'PDF_HAS_SCRIPT' | 'PDF_HAS_FILES';

/** What runs, sends, or reaches out of the paper. As names they mean nothing else, so where they stand does not matter. */
const scriptNames = [
  ...['JavaScript', 'JS', 'Launch', 'SubmitForm', 'ImportData', 'XFA', 'Rendition', 'RichMediaExecute'],
  ...['GoToE', 'GoToR'],
];
const fileNames = [
  ...['EmbeddedFile', 'EmbeddedFiles', 'FileAttachment', 'RichMedia', 'RichMediaContent', 'Collection', 'FFilter'],
  ...['Movie', 'Sound', '3D'],
];
/** Actions that a person may set off by a click, and nothing else may. */
const clickedActions = ['URI', 'Named', 'Thread', 'Hide', 'ResetForm', 'Trans', 'SetOCGState'];
/** What sets off the actions of an `AA`. */
const triggers = new Set([
  'E',
  'X',
  'D',
  'U',
  'Fo',
  'Bl',
  'PO',
  'PC',
  'PV',
  'PI',
  'O',
  'C',
  'K',
  'F',
  'V',
  'WC',
  'WS',
  'DS',
  'WP',
  'DP',
]);

/** What the objects of a file tell about it; judged once all were seen. */
export interface Findings {
  /** Those of the names above that stand anywhere. */
  readonly names: Set<string>;
  encrypted: boolean;
  attached: boolean;
  readonly pages: PageTree;
  /** Runs by itself, and is no jump inside the paper. */
  startsAlone: boolean;
  /** Objects that run by themselves, and those that only a click may run: they must not meet. */
  readonly started: Set<number>;
  readonly clicked: Set<number>;
}

export function noFindings(): Findings {
  const none = { encrypted: false, attached: false, startsAlone: false };
  return { ...none, pages: noPages(), names: new Set(), started: new Set(), clicked: new Set() };
}

const watchedNames = new Set([...scriptNames, ...fileNames]);

export function noteName(findings: Findings, name: string): void {
  if (watchedNames.has(name)) findings.names.add(name);
}

export function noteObject(findings: Findings, { number, value }: PdfObject): void {
  if (valuesOf(value, 'Encrypt').length > 0) findings.encrypted = true;
  notePages(findings.pages, { number, value });
  if (number !== null && isClicked(value)) findings.clicked.add(number);
  for (const dictionary of dictionariesIn(value)) {
    if (isAttachment(dictionary)) findings.attached = true;
    for (const action of valuesOf(dictionary, 'OpenAction')) noteStarted(findings, action);
    for (const actions of valuesOf(dictionary, 'AA')) noteTriggered(findings, actions);
    if (isTriggered(dictionary)) noteTriggered(findings, dictionary);
    // The rest of a chain runs by itself, however its first action was set off.
    if (isClicked(dictionary) || hasName(dictionary, 'S', 'GoTo')) {
      for (const next of valuesOf(dictionary, 'Next')) noteStarted(findings, next);
    }
  }
}

export function judgeFindings(findings: Findings): PdfFinding | null {
  if (findings.encrypted) return 'PDF_ENCRYPTED';
  const startedByClick = [...findings.started].some((number) => findings.clicked.has(number));
  const has = (name: string): boolean => findings.names.has(name);
  if (scriptNames.some(has) || findings.startsAlone || startedByClick) return 'PDF_HAS_SCRIPT';
  if (fileNames.some(has) || findings.attached) return 'PDF_HAS_FILES';
  return null;
}

/** An action, or several, given in place or as objects of their own. */
function noteStarted(findings: Findings, action: PdfValue): void {
  if (action.kind === 'reference') findings.started.add(action.to);
  if (action.kind === 'array') for (const item of action.items) noteStarted(findings, item);
  if (isClicked(action)) findings.startsAlone = true;
}

function noteTriggered(findings: Findings, actions: PdfValue): void {
  if (actions.kind !== 'dictionary') return;
  for (const [, action] of actions.entries) noteStarted(findings, action);
}

/** An `AA` that is an object of its own is known by its keys. */
function isTriggered(value: PdfValue): boolean {
  return value.kind === 'dictionary' && value.entries.length > 0 && value.entries.every(([key]) => triggers.has(key));
}

const isClicked = (value: PdfValue): boolean => clickedActions.some((name) => hasName(value, 'S', name));

/** A file specification with a file in it; `EF` alone may be the name of a font. */
function isAttachment(value: PdfValue): boolean {
  const has = (key: string): boolean => valuesOf(value, key).length > 0;
  return has('EF') && (has('F') || has('UF') || hasName(value, 'Type', 'Filespec') || hasName(value, 'Type', 'F'));
}

function* dictionariesIn(value: PdfValue): Generator<PdfValue> {
  if (value.kind === 'array') for (const item of value.items) yield* dictionariesIn(item);
  if (value.kind !== 'dictionary') return;
  yield value;
  for (const [, inner] of value.entries) yield* dictionariesIn(inner);
}
