import type { VNode } from 'preact';

export type MarkState = 'healthy' | 'pending' | 'unhealthy' | 'missing' | 'unknown';

/** A sign whose shape says as much as its colour. */
export function Mark({ state, label }: { readonly state: MarkState; readonly label?: string }): VNode {
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

const shapes: Readonly<Record<MarkState, () => VNode>> = {
  healthy: () => <circle class="full" cx="6" cy="6" r="4.5" />,
  pending: () => (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path class="full" d="M6 1.5a4.5 4.5 0 0 1 0 9z" />
    </>
  ),
  unhealthy: () => <path d="M2.5 2.5l7 7m0-7l-7 7" />,
  missing: () => <circle class="dashed" cx="6" cy="6" r="4.5" />,
  unknown: () => <circle cx="6" cy="6" r="4.5" />,
};
