import { escapeMarkup } from '../../text/markup.ts';

/** Markup, as opposed to text: what is put into it has been escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Insert = string | number | undefined | Html | readonly Html[];

/** Markup with values put in: a text is escaped, markup is not. How far the template is indented is left out. */
export function html({ raw }: TemplateStringsArray, ...values: readonly Insert[]): Html {
  const parts = raw.map((part) => part.replaceAll(/\n\s*/g, '\n'));
  return new Html(String.raw({ raw: parts }, ...values.map(markupOf)).trim());
}

function markupOf(value: Insert): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('\n');
  return escapeMarkup(String(value));
}
