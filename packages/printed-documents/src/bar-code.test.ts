import { openDocument } from './open-document.js';
import { readPrinted } from './testing/index.js';

/** Code 128, ISO/IEC 15417: widths of bars and spaces of the values these tests use, by value. */
const patterns: Readonly<Record<string, number>> = {
  '211214': 104, // start B
  '211412': 103, // start A
  '113141': 99, // to code C
  '114131': 100, // to code B
  '233111': 106, // stop, without its last bar
};

/** Symbols of eleven modules each, as a scanner cuts them. @throws Error where one is not. */
function scanned(widths: readonly number[]): { readonly values: readonly number[]; readonly modules: number } {
  const symbols: string[] = [];
  for (let at = 0; at + 6 <= widths.length - 1; at += 6) symbols.push(widths.slice(at, at + 6).join(''));
  const modules = widths.reduce((sum, width) => sum + width, 0);
  for (const symbol of symbols) {
    const sum = Array.from(symbol, Number).reduce((total, width) => total + width, 0);
    if (sum !== 11) throw new Error(`a symbol has 11 modules, not ${String(sum)}`);
  }
  return { values: symbols.map((symbol) => patterns[symbol] ?? -1), modules };
}

function printed(text: string, size: 'A4' | 'A5' = 'A5') {
  const about = { title: 'Nhãn', language: 'vi', size, createdAt: new Date(0), footer: 'Motcua' } as const;
  const page = openDocument(about);
  page.barCode(text, { alt: `Mã vạch ${text}` });
  return readPrinted(page.finish());
}

describe('a bar code', () => {
  it('is bars of whole modules, starting and stopping as Code 128 does, with its text below', () => {
    const { pages, text } = printed('EA987654326VN');
    const bars = [...(pages[0]?.figures ?? [])].sort((one, other) => one.x - other.x);
    const module = (0.33 * 72) / 25.4;
    const widths = bars.flatMap(({ x, width }, at) => {
      const next = bars[at + 1];
      return next === undefined ? [width] : [width, next.x - x - width];
    });
    const inModules = widths.map((width) => width / module);
    for (const width of inModules) expect(Math.abs(width - Math.round(width))).toBeLessThan(0.02);
    const { values, modules } = scanned(inModules.map(Math.round));
    expect(values[0]).toBe(104);
    expect(values.at(-1)).toBe(106);
    expect(values).toContain(99);
    expect(values).toContain(100);
    expect(modules).toBe(11 * values.length + 2);
    expect(text).toContain('EA987654326VN');
  });

  it('has white on either side and stays on the paper, narrower where it must', () => {
    for (const text of ['EA987654326VN', 'EA987654326VN'.repeat(4)]) {
      const { pages } = printed(text);
      const [page] = pages;
      const bars = page?.figures ?? [];
      const thinnest = Math.min(...bars.map(({ width }) => width));
      expect(Math.min(...bars.map(({ x }) => x))).toBeGreaterThanOrEqual(10 * thinnest);
      const right = Math.max(...bars.map(({ x, width }) => x + width));
      expect((page?.width ?? 0) - right).toBeGreaterThanOrEqual(10 * thinnest);
    }
  });

  it('differs for every number', () => {
    const barsOf = (text: string) => JSON.stringify(printed(text).pages[0]?.figures);
    expect(barsOf('EA987654326VN')).not.toBe(barsOf('EA987654330VN'));
    expect(barsOf('EA987654326VN')).toBe(barsOf('EA987654326VN'));
  });
});
