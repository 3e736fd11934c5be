import { PageLink } from '@/components/ui/page-link';

interface EntityLinkProps {
  href: string;
  name: string;
  className?: string;
}

/** The name of an artist, album or track, linked to its page; a truncated name is shown in full on hover and focus. */
export function EntityLink({ href, name, className = '' }: EntityLinkProps) {
  const isOurs = href.startsWith('/');
  const Anchor = isOurs ? PageLink : 'a';
  return (
    <Anchor
      href={href}
      title={name}
      rel={isOurs ? undefined : 'noreferrer'}
      className={`line-clamp-2 leading-6 font-[550] no-underline wrap-anywhere hover:underline focus-visible:line-clamp-none ${className}`}
    >
      <bdi>{name}</bdi>
    </Anchor>
  );
}
