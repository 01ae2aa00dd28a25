/** Lines and signatures that stand on more than one official slip. */
import { momentInWords } from './moment-in-words.js';
import type { PaperPart } from './office-paper.js';
import type { SlipAbout } from './official-slip.js';
import { officialTexts } from './official-slip-texts.js';

export type Line = readonly [string, string];
type Signer = keyof (typeof officialTexts)['vi']['signers'];

/** Which dossier, by which procedure, of whom. */
export function dossierLines({ state, definition, applicant, language }: SlipAbout): readonly Line[] {
  const texts = officialTexts[language];
  const { code, nameVi, nameEn } = definition.procedure;
  return [
    [texts.code, state.code],
    [texts.procedure, `${language === 'vi' ? nameVi : nameEn} (${code})`],
    [texts.applicant, applicant.name],
  ];
}

export function momentLine(label: string, at: Date): Line {
  return [label, momentInWords(at)];
}

/** What an officer said in their own words; nothing where nothing was said. */
export function wordsLine({ words, language }: SlipAbout): readonly Line[] {
  const [said = null] = words;
  return said === null ? [] : [[officialTexts[language].words, said]];
}

export function signatures({ language }: SlipAbout, ...signers: readonly Signer[]): PaperPart {
  const texts = officialTexts[language];
  return { kind: 'SIGNATURES', signers: signers.map((signer) => texts.signers[signer]), hint: texts.signHint };
}
