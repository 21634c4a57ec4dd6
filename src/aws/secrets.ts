const SECRET_KEY = /secret/i;

/** The text without the values of the input's secrets: AWS's validation messages repeat what they were given. */
export function withoutSecrets(text: string, input: unknown): string {
  return secretsOf(input).reduce((clean, secret) => clean.replaceAll(secret, '(secret)'), text);
}

function secretsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && SECRET_KEY.test(key) ? (inner === '' ? [] : [inner]) : secretsOf(inner),
  );
}
