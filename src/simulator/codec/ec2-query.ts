import { AwsError } from '../service.ts';
import { type FormDialect, readForm } from './form.ts';
import type { Protocol } from './protocol.ts';
import { textTrait } from './schema.ts';
import { element, escapeXml, writeMembers } from './xml.ts';

const XML_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

const dialect: FormDialect = {
  memberKey: (name, member) => textTrait(member, 'ec2QueryName') ?? capitalised(textTrait(member, 'xmlName') ?? name),
  flatLists: true,
  malformed: (key, value, expected) =>
    new AwsError('InvalidParameterValue', `Invalid value '${value}' for ${key}: it must be a ${expected}`),
};

/** EC2's own kind of Query: capitalised names, flat lists, and answers without a result element. */
export const ec2QueryProtocol: Protocol = {
  contentType: 'text/xml;charset=UTF-8',
  passage: { keepsEmptyLists: false },
  decode: ({ input }, text) => readForm(input, new URLSearchParams(text), dialect),
  encode({ name, output }, value, requestId) {
    const content = output.isUnitSchema() ? element('return', 'true') : writeMembers(output, value);
    return `<${name}Response xmlns="${XML_NAMESPACE}">${element('requestId', requestId)}${content}</${name}Response>`;
  },
  encodeError(error, requestId) {
    const content = element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message));
    return element('Response', element('Errors', element('Error', content)) + element('RequestID', requestId));
  },
};

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
