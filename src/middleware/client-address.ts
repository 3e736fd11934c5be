import { isIP } from 'node:net';
import type { Env } from '@/lib/env';
import { socketAddressHeader } from '@/lib/incoming-requests';

/**
 * Who sent a request, as far as it can be trusted: behind `trustedProxyHops` proxies the entry of X-Forwarded-For that
 * the outermost of them wrote, else the other end of the connection. An IPv6 network of 2^64 addresses is one caller.
 */
export function clientAddress(
  headers: Pick<Headers, 'get'>,
  { trustedProxyHops }: Pick<Env, 'trustedProxyHops'>,
): string {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  if (trustedProxyHops > 0) return network(forwarded.at(-trustedProxyHops) ?? '');
  // Next writes the socket's address there itself where nothing stands: the best there is on a platform of functions.
  return network(headers.get(socketAddressHeader()) ?? forwarded.at(-1) ?? '');
}

/** `unknown` for anything that is no address: all such requests are one caller. */
function network(text: string): string {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(address);
  if (version === 4) return address;
  return version === 6 ? `${firstHalf(address)}::/64` : 'unknown';
}

/** The first four of an IPv6 address's eight groups. */
function firstHalf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  // An IPv4 address at the end stands for two groups; it is always in the second half.
  const written = before.length + after.length + (address.includes('.') ? 1 : 0);
  const groups = tail === undefined ? before : [...before, ...Array(8 - written).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
