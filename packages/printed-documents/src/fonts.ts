import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type FontStyle = 'regular' | 'bold' | 'italic';

const files: Readonly<Record<FontStyle, string>> = {
  regular: '400Regular/BeVietnamPro_400Regular.ttf',
  bold: '700Bold/BeVietnamPro_700Bold.ttf',
  italic: '400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf',
};

const styles: readonly FontStyle[] = ['regular', 'bold', 'italic'];

let loaded: ReadonlyMap<FontStyle, Buffer> | undefined;

/**
 * Be Vietnam Pro (SIL OFL 1.1), read once per process. The bytes are kept, not the parsed font: a parsed font remembers
 * which letters it was asked for, and a document would depend on those printed before it.
 */
export function loadFonts(): ReadonlyMap<FontStyle, Buffer> {
  const { resolve } = createRequire(import.meta.url);
  loaded ??= new Map(
    styles.map((style) => [style, readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${files[style]}`))]),
  );
  return loaded;
}
