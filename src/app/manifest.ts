import type { MetadataRoute } from 'next';
import { COLOURS } from '@/lib/shared/design-tokens';

/** What a device needs to install the archive beside its other programs. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/dashboard',
    name: 'Audiospective',
    short_name: 'Audiospective',
    description: 'A permanent archive of what you listen to on Spotify.',
    start_url: '/dashboard',
    display: 'standalone',
    background_color: COLOURS.paper.light,
    theme_color: COLOURS.paper.light,
    icons: [
      { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
      { src: '/icon-192.png', type: 'image/png', sizes: '192x192' },
      { src: '/icon-512.png', type: 'image/png', sizes: '512x512' },
      { src: '/icon-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'History', url: '/history' },
      { name: 'Top artists', url: '/top' },
      { name: 'Search', url: '/search' },
      { name: 'Import', url: '/import' },
    ],
  };
}
