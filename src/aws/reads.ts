import { kindOf, services, type Service } from './operations.ts';
import type { Aws } from './ports.ts';

export type Call = (input: object) => Promise<object>;

/** A read on its way to AWS: what is asked, and the call that asks it. */
export interface Asked {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
  readonly call: Call;
}

/** The same AWS, in which each read takes a detour. Writes go straight on. */
export function readingThrough(aws: Aws, read: (asked: Asked) => Promise<object>): Aws {
  const ports = (Object.keys(services) as Service[]).map((service) => {
    const port = aws[service] as unknown as Readonly<Record<string, Call>>;
    const operations = services[service].operations.map((operation: string): [string, Call] => {
      const call = port[operation]!;
      const isRead = kindOf(operation) === 'read';
      return [operation, isRead ? (input) => read({ service, operation, input, call }) : call];
    });
    return [service, Object.fromEntries(operations)];
  });
  return { ...aws, ...(Object.fromEntries(ports) as Partial<Aws>) };
}
