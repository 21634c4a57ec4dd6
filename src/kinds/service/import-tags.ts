type Tags = Readonly<Record<string, string>>;

/** A Service has the same tags on all that it makes: what just one of them bears is left as it is. */
export function commonTags(one: Tags = {}, other: Tags = {}): Tags | undefined {
  const common = Object.entries(one).filter(([key, value]) => other[key] === value);
  return common.length === 0 ? undefined : Object.fromEntries(common);
}
