/** What of ECS is scaled: how many tasks a service is to have. */
export const place = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
