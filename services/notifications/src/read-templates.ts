/** Reads the texts of letters and short messages; a service with a wrong text does not start. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isNoticeName, problemsWith, templateKey, type Template, type TemplateSet } from './domain/templates.js';

const folder = fileURLToPath(new URL('../templates/', import.meta.url));

/** From `templates/<notice>/v<version>/<sms|email>.<vi|en>.txt`; all problems at once. */
export function readTemplates(): TemplateSet {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const read = files.map(({ parentPath, name }) => {
    const path = `${parentPath}/${name}`.replaceAll('\\', '/');
    return { path, template: toTemplate(path, readFileSync(path, 'utf8')) };
  });
  const strange = read
    .filter(({ template }) => template === null)
    .map(({ path }) => `${path} is not a text of a notice`);
  const templates = read.flatMap(({ template }) => template ?? []);
  const problems = [...strange, ...problemsWith(templates)];
  if (problems.length > 0) throw new Error(`texts: ${problems.join('; ')}`);
  return new Map(templates.map((template) => [templateKey(template), template]));
}

function toTemplate(path: string, content: string): Template | null {
  const [, notice = '', version = '', channel = '', language = ''] =
    /\/([a-z-]+)\/v(\d+)\/(sms|email)\.(vi|en)\.txt$/.exec(path) ?? [];
  if (!isNoticeName(notice)) return null;
  const named = {
    notice,
    version: Number(version),
    channel: channel === 'sms' ? ('SMS' as const) : ('EMAIL' as const),
    language: language === 'vi' ? ('vi' as const) : ('en' as const),
  };
  if (named.channel === 'SMS') return { ...named, subject: '', body: content.trimEnd() };
  const [subject = '', ...body] = content.split('\n');
  return { ...named, subject, body: body.join('\n').trim() };
}
