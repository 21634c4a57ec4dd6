import type { Aws } from '../../aws/ports.ts';

/** One account and region that is kept as the folder says. */
export interface Place {
  readonly name: string;
  readonly region: string;
  /** Opens the door to it; asked again where that failed. No call is sent once the signal is aborted. */
  open(signal: AbortSignal): Promise<Aws>;
  /** The namespaces whose manifests are for this place; all, where absent. */
  readonly namespaces?: readonly string[] | undefined;
}

/** Whether a manifest (`Kind/namespace/name`) is for that place. */
export function isFor({ namespaces }: Place): (manifest: string) => boolean {
  return (manifest) => namespaces?.includes(manifest.split('/')[1]!) ?? true;
}
