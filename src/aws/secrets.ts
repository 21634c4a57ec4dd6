const SECRET_KEY = /secret/i;

/** A fragment of base64 that is shorter may stand in any text by chance. */
const LEAST_BASE64 = 8;

/** The text without the values of the input's secrets: AWS's validation messages repeat what they were given. */
export function withoutSecrets(text: string, input: unknown): string {
  return secretsOf(input).reduce((clean, secret) => clean.replaceAll(spellings(secret), '(secret)'), text);
}

function secretsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && SECRET_KEY.test(key) ? (inner === '' ? [] : [inner]) : secretsOf(inner),
  );
}

/**
 * What finds a secret however it went through a form, a URL, JSON, XML or a header: each of its characters in any of
 * its spellings, for encoders differ in which of them they spare, or all of it as base64.
 */
function spellings(secret: string): RegExp {
  const characters = Array.from(secret, (character) => `(?:${spellingsOf(character).join('|')})`).join('');
  return new RegExp([characters, ...base64Of(secret).map(literally)].join('|'), 'gu');
}

/** The longest first: `%` itself begins `%25`. */
function spellingsOf(character: string): string[] {
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`);
  const units = character.split('').map((unit) => String.raw`\\u${hex(unit.charCodeAt(0), 4)}`);
  const code = character.codePointAt(0)!;
  return [
    bytes.join(''),
    units.join(''),
    `&#(?:0*${code}|[xX]0*${hex(code, 1)});`,
    ...(entities[character] === undefined ? [] : [`&${entities[character]};`]),
    literally(JSON.stringify(character).slice(1, -1)),
    ...(character === ' ' ? [String.raw`\+`] : []),
    ...(character === '/' ? [String.raw`\\\/`] : []),
    literally(character),
  ];
}

const entities: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** In either case. */
function hex(value: number, digits: number): string {
  const text = value.toString(16).padStart(digits, '0');
  return text.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** It may begin at any of the three places in a group of four signs, e.g. behind a user's name and a colon. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = bytes.toString('base64').replaceAll('=', '');
    // Of the first and the last sign of a stretch, some bits are others'.
    const own = whole.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    if (own.length < LEAST_BASE64) return [];
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, (sign) => `\\${sign}`);
}
