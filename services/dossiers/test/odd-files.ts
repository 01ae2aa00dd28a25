import sharp from 'sharp';
import { bytesOf, type TestFile } from './dossiers-bench.js';
import { badPdfs, pdfOf, streamOf, zipOf } from './pdf-files.js';

const pdf = 'application/pdf';
const jpeg = 'image/jpeg';
const png = 'image/png';

export const picture = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 60 } } });

export const file = (type: string, content: string | Uint8Array, name = 'giấy tờ'): TestFile => ({
  ...{ name, type },
  bytes: typeof content === 'string' ? bytesOf(content) : Uint8Array.from(content),
});

export type OddFile = readonly [what: string, code: string, file: TestFile];

/** Files that are no papers: what is wrong with each, and the code with which it is refused. */
export async function oddFiles(): Promise<readonly OddFile[]> {
  const photo = await picture(300, 200).jpeg().toBuffer();
  const drawing = await picture(300, 200).png().toBuffer();
  const archive = zipOf('word/document.xml', '<w:document/>');
  return [
    ['nothing at all', 'FILE_EMPTY', file(pdf, '')],
    ['one byte', 'FILE_TYPE_MISMATCH', file(jpeg, Uint8Array.of(0xff))],
    ['one byte more than allowed', 'FILE_TOO_LARGE', file(pdf, tooLong(10 * 1024 * 1024 + 1))],
    ['a web page that says it is a PDF', 'FILE_TYPE_MISMATCH', file(pdf, '<html><script>alert(1)</script>')],
    ['a drawing with scripts that says it is a PNG', 'FILE_TYPE_MISMATCH', file(png, '<svg onload="alert(1)"/>')],
    ['an archive that says it is a PDF', 'FILE_TYPE_MISMATCH', file(pdf, archive)],
    ['a text document that says it is a JPEG', 'FILE_TYPE_MISMATCH', file(jpeg, archive, 'đơn.docx')],
    ['a PNG that says it is a JPEG', 'FILE_TYPE_MISMATCH', file(jpeg, drawing)],
    ['a program that says it is a PDF', 'FILE_TYPE_MISMATCH', file(pdf, 'MZ\x90\0\x03', 'giấy.pdf.exe')],
    [
      'a PDF behind a line of something else',
      'FILE_TYPE_MISMATCH',
      file(pdf, Buffer.concat([bytesOf('#!/bin/sh\n'), pdfOf()])),
    ],
    ['a web page', 'FILE_TYPE_NOT_ACCEPTED', file('text/html', '%PDF-1.7')],
    ['a drawing with scripts', 'FILE_TYPE_NOT_ACCEPTED', file('image/svg+xml', '<svg/>')],
    ['an archive', 'FILE_TYPE_NOT_ACCEPTED', file('application/zip', archive)],
    [
      'a text document',
      'FILE_TYPE_NOT_ACCEPTED',
      file('application/vnd.openxmlformats-officedocument.wordprocessingml.document', archive),
    ],
    ['a type that is none', 'FILE_TYPE_NOT_ACCEPTED', file('constructor', '%PDF-1.7')],
    ['a JPEG cut off', 'IMAGE_UNREADABLE', file(jpeg, photo.subarray(0, photo.length / 2))],
    [
      'a JPEG of nothing but a beginning',
      'IMAGE_UNREADABLE',
      file(jpeg, Buffer.concat([photo.subarray(0, 3), Buffer.alloc(900)])),
    ],
    ['a PNG cut off', 'IMAGE_UNREADABLE', file(png, drawing.subarray(0, drawing.length - 40))],
    [
      'a PNG that is a GIF after its first bytes',
      'IMAGE_UNREADABLE',
      file(png, Buffer.concat([drawing.subarray(0, 8), bytesOf('GIF89a')])),
    ],
    ['a PNG of sixty-four million dots in forty kilobytes', 'IMAGE_TOO_LARGE', file(png, await bomb())],
    ...badPdfs.map(([what, code, bytes]): OddFile => [`a PDF ${what}`, code, file(pdf, bytes)]),
  ];
}

function tooLong(length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0x25);
  bytes.set(bytesOf('%PDF-1.7\n'));
  return bytes;
}

function bomb(): Promise<Buffer> {
  return picture(8_000, 8_000).png({ palette: true, compressionLevel: 9 }).toBuffer();
}

/** A photograph with the place where it was taken, and an archive behind its end. */
export async function photoWithMore(): Promise<TestFile> {
  const place = { IFD0: { Make: 'Máy Mẫu' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 2/1 3/1' } };
  const photo = await picture().withExif(place).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  return file(jpeg, Buffer.concat([photo, zipOf('a.exe', 'MZ')]), 'ảnh thẻ.jpg');
}

/** The text that all scanners know as their test; in two parts, so that none of them finds it here. */
const scannersTest = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
export const eicar = file(pdf, pdfOf({ objects: { 9: streamOf(scannersTest) } }), 'vi-rút.pdf');

/** [as sent, as shown, as saved] */
export const oddNames: readonly (readonly [sent: string, shown: string, saved: string])[] = [
  ['../../etc/passwd', 'passwd', 'passwd.pdf'],
  ['C:\\giấy\\khai sinh.pdf', 'khai sinh.pdf', 'khai sinh.pdf'],
  ['đơn\u202efdp.exe', 'đơnfdp.exe', 'đơnfdp.exe.pdf'],
  ['giấy\u200b khai\u0085.pdf', 'giấy khai.pdf', 'giấy khai.pdf'],
  ['📄 tờ khai.pdf', '📄 tờ khai.pdf', '📄 tờ khai.pdf'],
  ["it's (1)*.PDF", "it's (1)*.PDF", "it's (1)*.PDF"],
  ['a'.repeat(300), 'a'.repeat(120), `${'a'.repeat(120)}.pdf`],
  ['\u202e', 'file', 'file.pdf'],
];
