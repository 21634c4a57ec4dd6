/**
 * What a terminal obeys (C0 with ESC and BEL, C1), what turns the direction of writing, what nobody sees, and half
 * characters, which no file and no XML can hold. Line breaks and tabs stay: we set them ourselves.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{fffe}\u{ffff}]/gu;

/**
 * The text with everything that does more than stand there spelled as `\u001b`.
 *
 * Names, paths, keys, tags and AWS's words come from others, and end in terminals, logs and pull requests. They are not
 * cleaned where they are put into a sentence, for somebody would forget one: they are cleaned where text leaves the
 * process, once and whole, whatever it is made of. Those doors are `cli/process/text-stream.ts`, `daemon/log.ts`,
 * `daemon/http/requests/answer.ts` and `daemon/http/api/stream.ts`, `daemon/reports/disk.ts` and `webhook.ts`; a test over the sources knows
 * that there is no other.
 *
 * Each unit of UTF-16 is spelled by itself, as JSON spells it: of JSON text, where such signs stand in strings only,
 * another spelling of the same value is left. Cleaning twice is cleaning once.
 */
export function visible(text: string): string {
  return text.replaceAll(hidden, spelled);
}

function spelled(sign: string): string {
  return sign.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
