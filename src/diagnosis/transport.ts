/** What security groups call the protocol of a listener or a target group. */
export function protocolOf(protocol: string | undefined): 'tcp' | 'udp' {
  return protocol === 'UDP' || protocol === 'QUIC' ? 'udp' : 'tcp';
}
