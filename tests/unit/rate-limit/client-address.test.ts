import { describe, expect, it } from 'vitest';
import { socketAddressHeader } from '@/lib/incoming-requests';
import { clientAddress } from '@/middleware/client-address';

const from = (trustedProxyHops: number, forwarded: string | null, socket: string | null = null) => {
  const headers = new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded });
  if (socket !== null) headers.set(socketAddressHeader(), socket);
  return clientAddress(headers, { trustedProxyHops });
};

describe('the address of a caller', () => {
  it('is the other end of the connection, whatever headers the caller sends', () => {
    expect(from(0, '10.0.0.1', '192.0.2.7')).toBe('192.0.2.7');
    for (const mapped of ['::ffff:192.0.2.7', '::ffff:c000:207'])
      expect(from(0, null, mapped)).toBe('192.0.2.7');
  });

  it('is what the outermost of our own proxies wrote, not what stood there before', () => {
    expect(from(1, '6.6.6.6, 192.0.2.7', '10.0.0.1')).toBe('192.0.2.7');
    expect(from(2, '6.6.6.6, 192.0.2.7, 10.0.0.2', '10.0.0.1')).toBe('192.0.2.7');
  });

  it('is unknown when a proxy that should be there wrote nothing, or nonsense', () => {
    for (const odd of [null, '', 'spotify.com', '1.2.3', '::g', '1.2.3.4:80']) {
      expect(from(1, odd, '10.0.0.1')).toBe('unknown');
    }
    expect(from(2, '192.0.2.7', '10.0.0.1')).toBe('unknown');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['2001:0db8:0001::', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ])('%s is one caller with its network %s', (address, network) => {
    expect(from(0, null, address)).toBe(network);
  });
});
