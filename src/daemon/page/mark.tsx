import type { VNode } from 'preact';
import type { Health } from '../../core/serving.ts';

/** A sign whose shape says as much as its colour. */
export function Mark({ state, label }: { readonly state: Health; readonly label?: string }): VNode {
  return (
    <svg
      class={`mark ${state}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[state]()}
    </svg>
  );
}

/** How something is, said aloud. */
export const healthWords: Readonly<Record<Health, string>> = {
  healthy: 'healthy',
  degraded: 'degraded',
  unused: 'unused',
  pending: 'in progress',
  unhealthy: 'unhealthy',
  missing: 'missing',
  unknown: 'unknown',
};

const shapes: Readonly<Record<Health, () => VNode>> = {
  healthy: () => <circle class="full" cx="6" cy="6" r="4.5" />,
  pending: () => (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path class="full" d="M6 1.5a4.5 4.5 0 0 1 0 9z" />
    </>
  ),
  degraded: () => (
    <>
      <path d="M6 1.2L11 10.5H1z" />
      <path d="M6 4.6v2.8M6 8.6v.6" />
    </>
  ),
  unused: () => <path d="M2 6h8" />,
  unhealthy: () => <path d="M2.5 2.5l7 7m0-7l-7 7" />,
  missing: () => <circle class="dashed" cx="6" cy="6" r="4.5" />,
  unknown: () => <circle cx="6" cy="6" r="4.5" />,
};
