import type { VNode } from 'preact';
import type { AwsObject } from '../api.ts';

/** What stands in AWS of one manifest. */
export function AwsObjects({ objects }: { readonly objects: readonly AwsObject[] }): VNode | null {
  if (objects.length === 0) return null;
  return (
    <>
      <h3>In AWS</h3>
      <ul class="objects">
        {objects.map(({ type, physical, status }) => (
          <li key={`${type} ${physical}`}>
            <span>
              {type.replaceAll('-', ' ')}
              {status !== undefined && <b> {status.text}</b>}
            </span>
            <code>{physical}</code>
            {status?.targets?.map(({ id, port, state, description, reason }) => (
              <span key={`${id} ${port}`} class="target">
                <code>{port === undefined ? id : `${id}:${port}`}</code> {state}
                <span class="quiet"> {description ?? reason}</span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
