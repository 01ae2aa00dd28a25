/** Width of a text in points, in the font and size it will be drawn in. */
export type Measure = (text: string) => number;

/** As it is drawn: letters composed (NFC), every kind of white space one space, nothing that has no shape. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Lines no wider than `width`; a word that is wider by itself is broken between letters. Line breaks of the text stay. */
export function wrapText(text: string, width: number, measure: Measure): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(printable)
    .flatMap((paragraph) => (paragraph === '' ? [] : wrapParagraph(paragraph, width, measure)));
}

function wrapParagraph(paragraph: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // The drawing library measures a word together with the space behind it; so is it added up here.
  let lineWidth = 0;
  for (const word of paragraph.split(' ').flatMap((each) => breakWord(each, width, measure))) {
    if (line !== '' && lineWidth + measure(word) > width) {
      lines.push(line);
      line = '';
      lineWidth = 0;
    }
    line = line === '' ? word : `${line} ${word}`;
    lineWidth += measure(`${word} `);
  }
  return [...lines, line];
}

function breakWord(word: string, width: number, measure: Measure): readonly string[] {
  if (measure(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let partWidth = 0;
  for (const letter of word) {
    // Letter by letter without kerning, which is why a little is kept in hand.
    const letterWidth = measure(letter) * 1.02;
    if (part !== '' && partWidth + letterWidth > width) {
      parts.push(part);
      part = '';
      partWidth = 0;
    }
    part += letter;
    partWidth += letterWidth;
  }
  return [...parts, part];
}
