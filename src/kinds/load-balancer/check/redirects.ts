import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import type { Manifest } from '../../manifest.ts';
import type { RedirectSpec } from '../actions.ts';
import type { ListenerSpec } from '../listener.ts';
import { actionsOf } from './walk.ts';

/** Redirects that AWS refuses, or that send clients in circles. */
export function* redirects(balancer: Manifest<'LoadBalancer'>): Iterable<Fault> {
  for (const { listener, action, path } of actionsOf(balancer)) {
    if (action.redirect !== undefined) yield* faultsOf(action.redirect, listener, [...path, 'redirect']);
  }
}

function* faultsOf(redirect: RedirectSpec, listener: ListenerSpec, path: Path): Iterable<Fault> {
  if (Number(redirect.port) > 65535)
    yield { path: [...path, 'port'], message: `must be a port from 1 to 65535, is ${redirect.port ?? ''}` };
  const protocol = resolved(redirect.protocol, '#{protocol}', listener.protocol);
  const port = resolved(redirect.port, '#{port}', String(listener.port));
  const samePlace = isSame(redirect.host, '#{host}') && port === String(listener.port);
  if (listener.protocol === 'HTTPS' && protocol === 'HTTP')
    yield { path: [...path, 'protocol'], message: 'AWS does not redirect from HTTPS to HTTP' };
  else if (protocol !== listener.protocol && samePlace)
    yield {
      path,
      message: `redirects to ${protocol ?? ''} on port ${port}, but this listener speaks ${listener.protocol ?? ''}`,
      hint: 'add port: "443"',
    };
  else if (samePlace && isSame(redirect.path, '/#{path}') && isSame(redirect.query, '#{query}'))
    yield {
      path,
      message: 'redirects to itself, in a loop',
      hint: 'change protocol, port, host, path or query',
    };
}

function resolved(value: string | undefined, placeholder: string, own: string | undefined): string | undefined {
  return isSame(value, placeholder) ? own : value;
}

function isSame(value: string | undefined, placeholder: string): boolean {
  return value === undefined || value === placeholder;
}
