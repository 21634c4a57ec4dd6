import type { VNode } from 'preact';
import type { Condition } from '../../../core/conditions.ts';
import { ago } from '../time.ts';

interface ConditionsProps {
  readonly conditions: readonly Condition[];
  readonly now: number;
}

export function Conditions({ conditions, now }: ConditionsProps): VNode | null {
  if (conditions.length === 0) return null;
  return (
    <>
      <h3>Conditions</h3>
      <dl class="conditions">
        {conditions.map(({ type, status, reason, message, lastTransitionTime }) => (
          <div key={type} class={`condition ${weightOf({ type, status, reason })}`}>
            <dt>
              {type} <b>{status}</b>
            </dt>
            <dd>
              {reason}: {message} <span class="quiet">{ago(Date.parse(lastTransitionTime), now)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Ready is good news, unless it comes with a warning; all others are bad. */
function weightOf({ type, status, reason }: Pick<Condition, 'type' | 'status' | 'reason'>): 'plain' | 'notable' {
  if (reason === 'Degraded') return 'notable';
  return status === (type === 'Ready' ? 'True' : 'False') ? 'plain' : 'notable';
}
