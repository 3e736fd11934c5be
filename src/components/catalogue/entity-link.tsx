import { Name } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';

interface EntityLinkProps {
  /** Null where the name leads nowhere. */
  href: string | null;
  name: string;
  className?: string;
}

/** The name of an artist, album or track, linked to its page; a truncated name is shown in full on hover and focus. */
export function EntityLink({ href, name, className = '' }: EntityLinkProps) {
  const style = `line-clamp-2 leading-6 font-[550] wrap-anywhere ${className}`;
  const text = <Name>{name}</Name>;
  if (href === null) return <span className={style}>{text}</span>;
  const isOurs = href.startsWith('/');
  const Anchor = isOurs ? PageLink : 'a';
  return (
    <Anchor
      href={href}
      title={name}
      rel={isOurs ? undefined : 'noreferrer'}
      className={`${style} no-underline hover:underline focus-visible:line-clamp-none`}
    >
      {text}
    </Anchor>
  );
}
