import { expect, test } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { explain } from '../../src/schema/explain.ts';

test('a field shows its type, its meaning, its limits and its fields', () => {
  expect(explain(kinds, 'loadbalancer.spec.listeners.rules.transforms')).toEqual({
    text: `KIND:     LoadBalancer
VERSION:  evenkeel.dev/v1

FIELD:    LoadBalancer.spec.listeners.rules.transforms <list of object>

  At most one of each key.
  (at most 2 items; exactly one of urlRewrite, hostHeaderRewrite)

EACH ITEM:
  What is rewritten before the request is sent on; exactly one key.

FIELDS:
  urlRewrite <object>
    A regular expression and its replacement.
  hostHeaderRewrite <object>
    A regular expression and its replacement.
`,
  });
});

test('a leaf shows what it may be', () => {
  expect(explain(kinds, 'TargetGroup.spec.targetType')).toEqual({
    text: `KIND:     TargetGroup
VERSION:  evenkeel.dev/v1

FIELD:    TargetGroup.spec.targetType <string>

  What is registered. A change replaces the group.
  (one of instance, ip, lambda, alb; default: instance)
`,
  });
});

test('annotations are listed although the schema leaves their keys free', () => {
  const explained = explain(kinds, 'sg.metadata.annotations');
  expect('text' in explained ? explained.text : '').toContain(
    '  evenkeel.dev/drift (correct, warn, ignore)\n    What is done about drift; `correct` if absent.\n',
  );
});

test('every field of every kind can be explained', () => {
  for (const kind of kinds) {
    for (const path of ['', '.apiVersion', '.metadata.name', '.spec', '.status.conditions.reason'])
      expect(explain(kinds, kind.kind + path)).toHaveProperty('text');
  }
});

test.each([
  ['LoadBalanser', { problem: 'there is no kind "LoadBalanser"', hint: 'did you mean LoadBalancer?' }],
  ['', { problem: 'there is no kind ""', hint: 'the kinds are SecurityGroup, TargetGroup, LoadBalancer, Service' }],
  [
    'LoadBalancer.spec.listners',
    { problem: 'LoadBalancer.spec has no field "listners"', hint: 'did you mean LoadBalancer.spec.listeners?' },
  ],
  ['TargetGroup.spec.port.number', { problem: 'TargetGroup.spec.port has no field "number"' }],
])('%j is no field', (path, answer) => {
  expect(explain(kinds, path)).toEqual(answer);
});

test('all fields below one', () => {
  const explained = explain(kinds, 'tg.spec.healthCheck', 'all');
  expect(explained).toHaveProperty('text');
  const { text } = explained as { readonly text: string };
  expect(text).toMatch(/FIELDS:\n {2}enabled <boolean>\n/);
  const whole = explain(kinds, 'lb', 'all') as { readonly text: string };
  expect(whole.text).toMatch(/^ {4}listeners <.*\n(?: {6}.*\n)+/m);
});

test.each(['evenkeel.dev/drift', 'lb.metadata.annotations.evenkeel.dev/drift'])('an annotation: %s', (path) => {
  expect(explain(kinds, path)).toEqual({
    text: 'ANNOTATION: evenkeel.dev/drift <string>\n\n  What is done about drift; `correct` if absent.\n  (one of correct, warn, ignore)\n',
  });
});

test('an annotation that there is not', () => {
  expect(explain(kinds, 'evenkeel.dev/drfit')).toEqual({
    problem: 'there is no annotation "evenkeel.dev/drfit"',
    hint: 'did you mean evenkeel.dev/drift?',
  });
});

test('all annotations are listed by their group, as where they stand', () => {
  const all = explain(kinds, 'evenkeel.dev');
  expect(all).toEqual({ text: expect.stringMatching(/\nKNOWN:\n[^]*\n {2}evenkeel\.dev\/adopt /) });
  for (const path of ['annotations', 'evenkeel.dev/']) expect(explain(kinds, path)).toEqual(all);
});
