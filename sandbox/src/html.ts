/** Markup that is safe to show: every value put into it was escaped. */
export interface Html {
  readonly markup: string;
}

type Shown = Html | readonly Html[] | string | number | undefined;

/** Template tag: texts and numbers are escaped, markup and lists of markup are put in as they are. */
export function html(parts: TemplateStringsArray, ...values: readonly Shown[]): Html {
  return { markup: parts.reduce((before, part, index) => `${before}${markupOf(values[index - 1])}${part}`) };
}

/** A whole page in Vietnamese. */
export function page(title: string, body: Html, script?: string): string {
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/page.css" />
        ${script === undefined ? undefined : html`<script type="module" src="${script}"></script>`}
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}

/** Nothing from elsewhere; no form-action, because browsers apply it to the redirect behind a form as well. */
export const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

function markupOf(value: Shown): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
