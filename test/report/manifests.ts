/** A load balancer with two target groups and a security group, as most have it. */
export const web = `
apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: web-sg }
spec:
  description: Web traffic
  vpc: { name: VPC-Lab }
  ingress:
    - { protocol: tcp, port: 80, from: [{ cidr: 0.0.0.0/0 }], description: web }
  egress:
    - { protocol: all, to: [{ cidr: 0.0.0.0/0 }] }
---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web-tg }
spec:
  targetType: ip
  protocol: HTTP
  port: 8080
  vpc: { name: VPC-Lab }
  healthCheck: { path: /healthz, intervalSeconds: 10 }
---
apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: api-tg }
spec:
  targetType: ip
  protocol: HTTP
  port: 9000
  vpc: { name: VPC-Lab }
---
apiVersion: evenkeel.dev/v1
kind: LoadBalancer
metadata: { name: web-alb }
spec:
  vpc: { name: VPC-Lab }
  subnets: [{ name: Public A }, { name: Public C }]
  securityGroups: [{ ref: web-sg }]
  attributes: { idle_timeout.timeout_seconds: 60, deletion_protection.enabled: false }
  listeners:
    - port: 80
      protocol: HTTP
      defaultActions:
        - forward: { targetGroups: [{ targetGroup: { ref: web-tg } }] }
      rules:
        - name: api
          priority: 10
          conditions:
            - pathPattern: [/api/*, /v2/*]
          actions:
            - forward:
                targetGroups:
                  - { targetGroup: { ref: api-tg }, weight: 9 }
                  - { targetGroup: { ref: web-tg }, weight: 1 }
        - name: moved
          priority: 20
          conditions:
            - hostHeader: [old.example.com]
          actions:
            - redirect: { host: www.example.com, statusCode: HTTP_301 }
  tags: { team: web }
`;

/** The same text with something else in one place. */
export function edited(text: string, ...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`there is no "${from}" to edit`);
    return before.replace(from, to);
  }, text);
}

/** The documents of these kinds and names only. */
export function documents(text: string, ...names: readonly string[]): string {
  return text
    .split('\n---\n')
    .filter((document) => names.some((name) => document.includes(`name: ${name} }`)))
    .join('\n---\n');
}
