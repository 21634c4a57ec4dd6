import { InvalidArgumentError, Option } from 'commander';
import { parseColumns, type Column } from '../report/jsonpath/columns.ts';
import { parsePath, parseTemplate } from '../report/jsonpath/parse.ts';
import { TemplateError, type Part } from '../report/jsonpath/template.ts';
import { parseSelector, SelectorError } from '../report/status/selector.ts';

export function output(choices: readonly string[], standard?: string): Option {
  const option = new Option('-o, --output <format>', 'the output format').choices(choices).env('EVENKEEL_OUTPUT');
  return standard === undefined ? option : option.default(standard);
}

/** The same, or a template of kubectl's. */
export function outputOrTemplate(choices: readonly string[]): Option {
  const option = output(choices);
  option.description += ', or jsonpath=<template>, or custom-columns=<name:path,...>';
  return option.argParser((text) => templateIn(text) ?? chosen(text, choices));
}

/** An output that the user has written. */
export type Template = { readonly parts: readonly Part[] } | { readonly columns: readonly Column[] };

function templateIn(text: string): Template | undefined {
  const [, form, template = ''] = /^(jsonpath|custom-columns)=([^]*)$/.exec(text) ?? [];
  if (form === undefined) return undefined;
  return understood(() =>
    form === 'jsonpath' ? { parts: parseTemplate(template) } : { columns: parseColumns(template) },
  );
}

function chosen(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new InvalidArgumentError(
    `Allowed choices are ${choices.join(', ')}, jsonpath=<template>, custom-columns=<name:path,...>.`,
  );
}

export function sortBy(): Option {
  return new Option('--sort-by <path>', 'by what the path leads to, e.g. .metadata.name').argParser((text) =>
    understood(() => parsePath(text)),
  );
}

export function selector(): Option {
  return new Option(
    '-l, --selector <labels>',
    'only manifests with these labels: team=web, tier!=db, env in (a, b), env notin (c), owner, !old',
  ).argParser((text) => understood(() => parseSelector(text)));
}

/** What can't be understood is said as commander says it. */
function understood<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch (thrown) {
    if (thrown instanceof TemplateError || thrown instanceof SelectorError)
      throw new InvalidArgumentError(`${thrown.message.charAt(0).toUpperCase()}${thrown.message.slice(1)}.`);
    throw thrown;
  }
}
