import { describe, expect, it } from 'vitest';
import { asEvenkeelError, EvenkeelError, formatError } from '../../src/core/errors.ts';

const refused = new EvenkeelError({
  code: 'aws-rejected',
  retry: 'never',
  message: 'the certificate is not there',
  subject: 'listener/default/web/443',
  call: { service: 'ELBv2', operation: 'CreateListener', awsCode: 'CertificateNotFound' },
  remedy: 'issue it in this region',
});

describe('an error', () => {
  it('names the resource, what happened, the call with AWS’s code, and what to do', () => {
    expect(formatError(refused)).toBe(
      'listener/default/web/443: the certificate is not there (ELBv2 CreateListener: CertificateNotFound); issue it in this region',
    );
    expect(formatError(new EvenkeelError({ code: 'bug', retry: 'soon', message: 'alone' }))).toBe('alone');
  });

  it('keeps its cause', () => {
    const cause = new Error('socket hang up');
    const error = new EvenkeelError({ code: 'unavailable', retry: 'soon', message: 'no answer', cause });
    expect(error.cause).toBe(cause);
    expect([error.code, error.retry, error.name]).toEqual(['unavailable', 'soon', 'EvenkeelError']);
  });
});

describe('what was caught', () => {
  it('stays the error that it is, with the subject that it lacked', () => {
    expect(asEvenkeelError(refused, 'other')).toBe(refused);
    expect(asEvenkeelError(refused)).toBe(refused);
    const bare = new EvenkeelError({ code: 'denied', retry: 'never', message: 'no' });
    expect(asEvenkeelError(bare, 'pool/default/web').facts).toMatchObject({
      code: 'denied',
      subject: 'pool/default/web',
    });
  });

  it.each([
    [new TypeError('x is undefined'), 'unexpected: x is undefined'],
    ['a text', 'unexpected: a text'],
  ])('is a bug of ours if it is nobody else’s: %s', (thrown, message) => {
    const error = asEvenkeelError(thrown, 'pool/default/web');
    expect(error).toMatchObject({ code: 'bug', message, cause: thrown });
    expect(error.facts.subject).toBe('pool/default/web');
  });
});
