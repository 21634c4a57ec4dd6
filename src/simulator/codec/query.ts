import { AwsError } from '../service.ts';
import { type FormDialect, readForm } from './form.ts';
import type { Protocol } from './protocol.ts';
import { textTrait } from './schema.ts';
import { element, escapeXml, writeMembers } from './xml.ts';

const dialect: FormDialect = {
  memberKey: (name, member) => textTrait(member, 'xmlName') ?? name,
  flatLists: false,
  malformed: (key, value, expected) =>
    new AwsError('MalformedInput', `Value '${value}' at '${lowerPath(key)}' is no ${expected}`),
  missing,
};

function missing(path: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${lowerPath(path)}' failed to satisfy constraint: Member must not be null`,
  );
}

/** AWS Query, which ELBv2, STS and Auto Scaling speak. */
export function queryProtocol(xmlNamespace: string): Protocol {
  return {
    contentType: 'text/xml',
    passage: { missing, keepsEmptyLists: true },
    decode: ({ input }, text) => readForm(input, new URLSearchParams(text), dialect),
    encode({ name, output }, value, requestId) {
      const result = output.isUnitSchema() ? '' : element(`${name}Result`, writeMembers(output, value));
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      return `<${name}Response xmlns="${xmlNamespace}">${result}${metadata}</${name}Response>`;
    },
    encodeError(error, requestId) {
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      const content =
        element('Type', type) + element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message));
      return `<ErrorResponse xmlns="${xmlNamespace}">${element('Error', content)}${element('RequestId', requestId)}</ErrorResponse>`;
    },
  };
}

/** `Actions.1.member.Type` → `actions.1.member.type`, as AWS's validation speaks of members. */
function lowerPath(path: string): string {
  return path.replaceAll(/(^|\.)([A-Z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase());
}
