/** The CloudWatch log groups that states name, as task definitions do: `options: { awslogs-group: /ecs/web }`. */
export function logGroupsIn(states: readonly object[]): string[] {
  return [...new Set(states.flatMap(named))].sort();
}

function named(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'awslogs-group' && typeof member === 'string' ? [member] : named(member),
  );
}
