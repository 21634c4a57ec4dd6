import { loadBalancer } from './load-balancer/schema.ts';
import { securityGroup } from './security-group/schema.ts';
import { service } from './service/schema.ts';
import { targetGroup } from './target-group/schema.ts';

/** Every kind of manifest, in the order in which they depend on each other. */
export const kinds = [securityGroup, targetGroup, loadBalancer, service] as const;

export type KindName = (typeof kinds)[number]['kind'];
