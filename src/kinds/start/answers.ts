/** What serves behind the load balancer of a new folder. */
export const origins = ['instances', 'asg', 'fargate'] as const;

export type Origin = (typeof origins)[number];

/** By its name where that is the only one, else by its id. */
export type Pointer = { readonly name: string } | { readonly id: string };

/** All that a new folder is made from. */
export interface Answers {
  readonly name: string;
  readonly port: number;
  readonly vpc: Pointer;
  readonly scheme: 'internet-facing' | 'internal';
  /** Of the load balancer, one in each zone. */
  readonly subnets: readonly Pointer[];
  /** Of what serves. */
  readonly inner: { readonly subnets: readonly Pointer[]; readonly isPublic: boolean };
  /** The ARN of a certificate; without one, the load balancer speaks HTTP. */
  readonly certificate?: string | undefined;
  readonly serves: Serves;
}

export type Serves =
  | { readonly from: 'instances' }
  | { readonly from: 'asg'; readonly image: string }
  | { readonly from: 'fargate'; readonly image: string; readonly cluster: string };
