import type { Words } from './source-file.ts';

/** The parts of YAML that manifests do without: each hides from a reader what a value is. */
export const TAG: Words = { message: 'tags (!) are not supported', hint: 'remove it; put text in quotes' };
export const ALIAS: Words = { message: 'anchors (&) and aliases (*) are not supported', hint: 'write the value out' };
export const DIRECTIVE: Words = { message: 'directives (%) are not supported', hint: 'remove this line' };
export const MERGE_KEY: Words = { message: 'merge keys (<<) are not supported', hint: 'write the fields out' };
