import type { Manifest } from '../../manifest.ts';

export type Service = Manifest<'Service'>;

const backends = ['instances', 'ips', 'lambda', 'loadBalancer'] as const;

export type ListingBackend = (typeof backends)[number];

/** The backend by which a Service lists its targets itself. */
export function listing({ spec }: Service): ListingBackend | undefined {
  return backends.find((backend) => spec[backend] !== undefined);
}
