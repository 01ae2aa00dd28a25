import { deflateSync } from 'node:zlib';

/** PDFs as small as they get, put together by hand, so that each one has exactly what a test speaks of. */
interface Parts {
  /** Inside the catalog, e.g. `/OpenAction 9 0 R`. */
  readonly catalog?: string;
  /** Inside the page. */
  readonly page?: string;
  /** Further objects, by number. */
  readonly objects?: Readonly<Record<number, string | Uint8Array>>;
  readonly trailer?: string;
  readonly pages?: string;
}

export function pdfOf({ catalog = '', page = '', objects = {}, trailer = '', pages = '[3 0 R]' }: Parts = {}): Buffer {
  const all: Record<number, string | Uint8Array> = {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: `<< /Type /Pages /Count 1 /Kids ${pages} >>`,
    3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ${page} >>`,
    4: streamOf('BT (Giấy tờ Mẫu) Tj ET'),
    ...objects,
  };
  const chunks = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: string[] = [];
  let at = lengthOf(chunks);
  for (const [number, body] of Object.entries(all)) {
    places.push(`${String(at).padStart(10, '0')} 00000 n \n`);
    const object = [Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')];
    chunks.push(...object);
    at += lengthOf(object);
  }
  const size = String(Math.max(...Object.keys(all).map(Number)) + 1);
  const end = `trailer\n<< /Root 1 0 R /Size ${size} ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`;
  return Buffer.concat([...chunks, Buffer.from(`xref\n0 ${String(places.length)}\n${places.join('')}${end}`)]);
}

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}

export function streamOf(data: string | Uint8Array, dictionary = ''): Buffer {
  const bytes = Buffer.from(data);
  const head = `<< /Length ${String(bytes.length)} ${dictionary} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
}

/** An object stream: the objects are found in no search of the file's bytes. */
export function packed(objects: Readonly<Record<number, string>>, type = '/Type /ObjStm'): Buffer {
  let offset = 0;
  const pairs: string[] = [];
  for (const [number, body] of Object.entries(objects)) {
    pairs.push(`${number} ${String(offset)}`);
    offset += body.length + 1;
  }
  const head = `${pairs.join(' ')} `;
  const data = deflateSync(`${head}${Object.values(objects).join(' ')}`);
  const counts = `/N ${String(pairs.length)} /First ${String(head.length)}`;
  return streamOf(data, `${type} ${counts} /Filter /FlateDecode`);
}

/** A zip of one stored file, as it stands in the middle of something else. */
export function zipOf(name: string, content: string): Buffer {
  const [file, data] = [Buffer.from(name), Buffer.from(content)];
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(file.length, 26);
  const directory = Buffer.alloc(46);
  directory.write('PK\x01\x02', 'latin1');
  directory.writeUInt32LE(data.length, 20);
  directory.writeUInt32LE(data.length, 24);
  directory.writeUInt16LE(file.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length + file.length, 12);
  end.writeUInt32LE(local.length + file.length + data.length, 16);
  return Buffer.concat([local, file, data, directory, file, end]);
}

export const script = '<< /S /JavaScript /JS (app.alert(1)) >>';
const filespec = '<< /Type /Filespec /F (a.exe) /EF << /F 10 0 R >> >>';
const hidden = `<< /S /#4aavaScript /J#53 (app.alert(1)) >>`;
const link = '<< /S /URI /URI (https://example.com/Launch) >>';

/** PDFs that are papers and nothing else. */
export const harmlessPdfs: Readonly<Record<string, Buffer>> = {
  'the smallest': pdfOf(),
  'that opens at a page': pdfOf({ catalog: '/OpenAction [3 0 R /Fit]' }),
  'that opens by a jump': pdfOf({ catalog: '/OpenAction 9 0 R', objects: { 9: '<< /S /GoTo /D [3 0 R /Fit] >>' } }),
  'with a link to click': pdfOf({ page: `/Annots [<< /Subtype /Link /A ${link} >>]` }),
  'with its objects packed': pdfOf({ objects: { 9: packed({ 11: '<< /Title (x) >>', 12: '[1 2 3]' }) } }),
  'with a form, and a title that speaks of scripts': pdfOf({
    ...{ catalog: '/AcroForm << /Fields [] >>', trailer: '/Info 9 0 R' },
    objects: { 9: '<< /Title (All about /JavaScript \\(and /Launch) >>' },
  }),
  'with binary data that looks like a name': pdfOf({ objects: { 9: streamOf('\x01\xff /JS << /EF') } }),
};

/** [what, code, bytes] */
export const badPdfs: readonly (readonly [what: string, code: string, bytes: Buffer])[] = [
  ['with a script that runs by itself', 'PDF_HAS_SCRIPT', pdfOf({ catalog: `/OpenAction ${script}` })],
  [
    'with a script of its own object',
    'PDF_HAS_SCRIPT',
    pdfOf({ catalog: '/OpenAction 9 0 R', objects: { 9: script } }),
  ],
  ['with an escaped script', 'PDF_HAS_SCRIPT', pdfOf({ catalog: `/OpenAction ${hidden}` })],
  [
    'with a packed script',
    'PDF_HAS_SCRIPT',
    pdfOf({ catalog: '/OpenAction 11 0 R', objects: { 9: packed({ 11: script }) } }),
  ],
  [
    'with a packed script and no plain type',
    'PDF_HAS_SCRIPT',
    pdfOf({ objects: { 9: packed({ 11: script }, '/Type /X') } }),
  ],
  ['with a script inside a packed text', 'PDF_HAS_SCRIPT', hiddenInText()],
  [
    'with a script nobody calls',
    'PDF_HAS_SCRIPT',
    pdfOf({ catalog: `/Names << /JavaScript << /Names [(a) ${script}] >> >>` }),
  ],
  [
    'with a script behind a comment',
    'PDF_HAS_SCRIPT',
    pdfOf({ catalog: '/OpenAction << /S %x\n/JavaScript /JS (1) >>' }),
  ],
  [
    'with a script in a dictionary that never ends',
    'PDF_HAS_SCRIPT',
    pdfOf({ page: '/AA << /O << endobj /S /JavaScript' }),
  ],
  [
    'with a script in a revision replaced since',
    'PDF_HAS_SCRIPT',
    Buffer.concat([pdfOf({ objects: { 9: script } }), pdfOf().subarray(9)]),
  ],
  [
    'with a script between stream and stream',
    'PDF_HAS_SCRIPT',
    pdfOf({ objects: { 8: streamOf('endstream ('), 9: script, 10: streamOf(')') } }),
  ],
  ['that starts a program', 'PDF_HAS_SCRIPT', pdfOf({ page: '/Annots [<< /A << /S /Launch /F (cmd.exe) >> >>]' })],
  ['that goes to another file', 'PDF_HAS_SCRIPT', pdfOf({ page: '/Annots [<< /A << /S /GoToR /F (//host/x) >> >>]' })],
  ['that opens an address by itself', 'PDF_HAS_SCRIPT', pdfOf({ catalog: '/OpenAction 9 0 R', objects: { 9: link } })],
  ['that opens an address with a page', 'PDF_HAS_SCRIPT', pdfOf({ page: '/AA << /O 9 0 R >>', objects: { 9: link } })],
  [
    'that opens an address by way of another object',
    'PDF_HAS_SCRIPT',
    pdfOf({ page: '/AA 8 0 R', objects: { 8: '<< /O 9 0 R >>', 9: link } }),
  ],
  [
    'that opens an address after a jump',
    'PDF_HAS_SCRIPT',
    pdfOf({ objects: { 8: '<< /S /GoTo /D [3 0 R] /Next [9 0 R] >>', 9: link } }),
  ],
  [
    'that sends what is filled in',
    'PDF_HAS_SCRIPT',
    pdfOf({ page: '/Annots [<< /A << /S /SubmitForm /F (http://x) >> >>]' }),
  ],
  [
    'that fetches what is filled in',
    'PDF_HAS_SCRIPT',
    pdfOf({ page: '/Annots [<< /A << /S /ImportData /F (x) >> >>]' }),
  ],
  [
    'with an XFA form',
    'PDF_HAS_SCRIPT',
    pdfOf({ catalog: '/AcroForm << /XFA 9 0 R >>', objects: { 9: streamOf('<xdp/>') } }),
  ],
  ['with files', 'PDF_HAS_FILES', pdfOf({ catalog: `/Names << /EmbeddedFiles << /Names [(a) ${filespec}] >> >>` })],
  ['with a file of no name', 'PDF_HAS_FILES', pdfOf({ objects: { 9: filespec, 10: streamOf('MZ') } })],
  [
    'with a file pinned to a page',
    'PDF_HAS_FILES',
    pdfOf({ page: '/Annots [<< /Subtype /FileAttachment /FS 9 0 R >>]' }),
  ],
  ['with a film', 'PDF_HAS_FILES', pdfOf({ page: '/Annots [<< /Subtype /RichMedia >>]' })],
  ['that is an archive too', 'PDF_HAS_FILES', Buffer.concat([pdfOf(), zipOf('a.exe', 'MZ'), Buffer.from('%%EOF')])],
  [
    'with an archive in a stream at its end',
    'PDF_HAS_FILES',
    pdfOf({ objects: { 9: streamOf(zipOf('a.exe', 'MZ')) } }),
  ],
  [
    'locked by a password',
    'PDF_ENCRYPTED',
    pdfOf({ trailer: '/Encrypt 9 0 R', objects: { 9: '<< /Filter /Standard >>' } }),
  ],
  [
    'locked, with its objects packed',
    'PDF_ENCRYPTED',
    pdfOf({ trailer: '/Encrypt 9 0 R', objects: { 9: streamOf('x', '/N 1 /First 4 /Filter /FlateDecode') } }),
  ],
  ['with an archive behind its end', 'PDF_UNREADABLE', Buffer.concat([pdfOf(), zipOf('a.exe', 'MZ')])],
  [
    'that is a web page too',
    'PDF_UNREADABLE',
    Buffer.concat([Buffer.from('%PDF-1.7\n%<HTML><script>x</script>\n'), pdfOf().subarray(9)]),
  ],
  ['with a line behind its end', 'PDF_UNREADABLE', Buffer.concat([pdfOf(), Buffer.from('#!/bin/sh\n')])],
  ['cut off', 'PDF_UNREADABLE', pdfOf().subarray(0, 300)],
  ['with nothing but a header', 'PDF_UNREADABLE', Buffer.from('%PDF-1.7\n')],
  ['with a header and an end', 'PDF_UNREADABLE', Buffer.from('%PDF-1.7\n%%EOF')],
  ['without pages', 'PDF_UNREADABLE', pdfOf({ pages: '[]' })],
  ['with pages that are their own kids', 'PDF_UNREADABLE', pdfOf({ pages: '[2 0 R 2 0 R]' })],
  ['with packed objects that unpack to a gigabyte', 'PDF_UNREADABLE', pdfOf({ objects: { 9: bomb() } })],
  [
    'with packed objects that do not unpack',
    'PDF_UNREADABLE',
    pdfOf({ objects: { 9: streamOf('xxxx', '/N 1 /First 4 /Filter /FlateDecode') } }),
  ],
  [
    'with objects packed in a strange way',
    'PDF_UNREADABLE',
    pdfOf({ objects: { 9: streamOf('1 0 9', '/N 1 /First 4 /Filter /LZWDecode') } }),
  ],
  ['nested a million deep', 'PDF_UNREADABLE', pdfOf({ objects: { 9: '['.repeat(1_000_000) } })],
  ['made to be read for ever', 'PDF_UNREADABLE', pdfOf({ objects: { 9: '1 0 obj ( endobj '.repeat(50_000) } })],
];

/** An offset into the middle of a text: whoever reads the objects one after the other sees none. */
function hiddenInText(): Buffer {
  const data = deflateSync(`11 1 (${script})`);
  return pdfOf({ objects: { 9: streamOf(data, '/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode') } });
}

function bomb(): Buffer {
  const data = deflateSync(Buffer.alloc(64 * 1024 * 1024, 0x20), { level: 9 });
  return streamOf(data, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode');
}
