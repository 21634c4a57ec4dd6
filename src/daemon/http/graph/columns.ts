/** What traffic passes, from left to right. */
export const columns = ['load-balancer', 'listener', 'listener-rule', 'target-group', 'target'] as const;
