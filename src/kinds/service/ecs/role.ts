/** A role of IAM, by its ARN. */
export const role = {
  pattern: '^arn:[a-z-]+:iam::[0-9]{12}:role/.+$',
  words: 'an ARN like arn:aws:iam::123456789012:role/ecs',
};
