/** Where the calls go, as given, else as the AWS tools find it. */
export function endpointOf(given: string | undefined): string | undefined {
  return given ?? (process.env['AWS_ENDPOINT_URL'] || undefined);
}

/** An emulator on this machine asks for no credentials and no limits, and knows no account but its own. */
export function isEmulator(endpoint: string | undefined): boolean {
  const host = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}

/** What stands in for a region and credentials where an emulator is called and nobody has set any. */
export const placeholder = {
  region: 'ap-northeast-2',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} as const;
