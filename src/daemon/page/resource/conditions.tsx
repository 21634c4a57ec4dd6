import type { VNode } from 'preact';
import type { Condition } from '../../../core/conditions.ts';
import { ago } from '../time.ts';

interface ConditionsProps {
  readonly conditions: readonly Condition[];
  readonly now: number;
}

export function Conditions({ conditions, now }: ConditionsProps): VNode {
  return (
    <>
      <h3>Conditions</h3>
      <dl class="conditions">
        {conditions.map(({ type, status, reason, message, lastTransitionTime }) => (
          <div key={type} class={`condition ${weightOf(type, status)}`}>
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

/** Ready is good news, and all others are bad. */
function weightOf(type: Condition['type'], status: Condition['status']): 'plain' | 'telling' {
  return status === (type === 'Ready' ? 'True' : 'False') ? 'plain' : 'telling';
}
