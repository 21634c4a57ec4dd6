import { expect, test } from 'vitest';
import { parseSelector, selects } from '../../src/report/status/selector.ts';

const labels = { app: 'web', 'example.com/team': 'shop', tier: 'front-1', port: 80 };

test.each([
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app=api', false],
  ['app!=api', true],
  ['app!=web', false],
  ['gone!=web', true],
  ['app in (api, web)', true],
  ['app in (api)', false],
  ['app notin (api,db)', true],
  ['app notin (web)', false],
  ['gone notin (web)', true],
  ['app', true],
  ['gone', false],
  ['!gone', true],
  ['! app', false],
  ['example.com/team=shop,tier in (front-1,front-2),!gone', true],
  ['app=web,tier=back', false],
  ['port=80', true],
  ['constructor', false],
])('%s', (selector, isMet) => {
  expect(selects(parseSelector(selector), labels)).toBe(isMet);
});
