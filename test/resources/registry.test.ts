import { describe, expect, it } from 'vitest';
import { resources } from '../../src/resources/registry.ts';
import { Cloud } from '../toy/cloud.ts';
import { toyResources } from '../toy/resources.ts';

const all = [...resources.values(), ...toyResources(new Cloud()).values()];

describe.each(all)('what the type $name says of how it is written', ({ name, batched, arranged, detaches, apply }) => {
  it('is what writing it offers', () => {
    const { createMany, removeMany, arrange, detach } = apply;
    const offered = [createMany, removeMany, arrange, detach].map((one) => one !== undefined);
    expect(offered, name).toEqual([batched, batched, arranged, detaches].map((one) => one !== undefined));
  });
});
