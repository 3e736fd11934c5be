import ipaddr from 'ipaddr.js';
import type { Env } from '@/lib/env';
import { socketAddressHeader } from '@/lib/incoming-requests';

/**
 * The trustworthy address of the caller: behind `trustedProxyHops` proxies the entry of X-Forwarded-For that the outermost
 * of them wrote, else the other end of the connection. An IPv6 /64 network counts as one caller.
 */
export function clientAddress(
  headers: Pick<Headers, 'get'>,
  { trustedProxyHops }: Pick<Env, 'trustedProxyHops'>,
): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  if (trustedProxyHops > 0) return network(forwarded.at(-trustedProxyHops) ?? '');
  // Next writes the socket's address into an empty header: the best available on a serverless platform.
  return network(headers.get(socketAddressHeader()) ?? forwarded.at(-1) ?? '');
}

/** `unknown` for anything but an address: all such requests count as one caller. */
function network(text: string): string {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return 'unknown';
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
