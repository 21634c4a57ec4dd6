import packageJson from '../../package.json' with { type: 'json' };

/** Put in by the build; nothing is of that name where the sources themselves run. */
declare const BUILT_FROM: { readonly commit?: string; readonly date?: string } | undefined;

export const { version } = packageJson;

/** The commit that the executable was built from, and its date, as far as the build knew. */
export const builtFrom = typeof BUILT_FROM === 'undefined' ? {} : BUILT_FROM;
