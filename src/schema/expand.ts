/** Where `${NAME}` in a manifest gets its value from; absent where it stands for itself. */
export interface Variables {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a name holds a secret, which would show in plans, tags and reports. */
  readonly isSecret: (name: string) => boolean;
}

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/** Whoever may write a manifest is not to learn with which credentials it is applied. */
const credentials: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
]);

/** `$${`, `${NAME}`, `${NAME:-default}`, or what begins like one of them and is none. */
const variable = /\$\$\{|\$\{(?:([A-Za-z_]\w*)(?::-([^{}]*))?\})?/g;

/** A text with the values of its variables, or why there is none. */
export function expand(text: string, { environment, isSecret }: Variables): string | Refusal {
  let refusal: Refusal | undefined;
  const expanded = text.replace(variable, (found, name?: string, standard?: string) => {
    if (found === '$${') return '${';
    const value = name === undefined ? noVariable : valueOf(name, standard);
    if (typeof value === 'string') return value;
    refusal ??= value;
    return found;
  });
  return refusal ?? expanded;

  function valueOf(name: string, standard: string | undefined): string | Refusal {
    if (credentials.has(name) || isSecret(name)) return secretOf(name);
    const value = environment[name];
    if (value !== undefined && (value !== '' || standard === undefined)) return value;
    return standard ?? unset(name);
  }
}

/** Where the variables of a text get their values from, for whoever is to correct one; nothing where it has none, or one that is refused. */
export function originOf(text: string, variables: Variables): string | undefined {
  if (typeof expand(text, variables) !== 'string') return undefined;
  const origins = [...text.matchAll(variable)].flatMap(([found, name]) => {
    if (name === undefined) return [];
    const value = variables.environment[name];
    const isSet = value !== undefined && (value !== '' || !found.includes(':-'));
    return [isSet ? `${name} is set in the environment` : `${name} is not set in the environment: its default counts`];
  });
  return origins.length === 0 ? undefined : [...new Set(origins)].join(', ');
}

const noVariable: Refusal = {
  message: 'this is no variable',
  hint: 'write ${NAME} or ${NAME:-default}; $${ stands for ${ itself',
};

function unset(name: string): Refusal {
  return {
    message: `the environment variable ${name} is not set`,
    hint: `set it, write \${${name}:-default}, or $\${${name}} for the text itself`,
  };
}

function secretOf(name: string): Refusal {
  return {
    message: `the environment variable ${name} holds a secret, and everybody could read it here`,
    hint: 'secrets go into clientSecretFrom alone',
  };
}
