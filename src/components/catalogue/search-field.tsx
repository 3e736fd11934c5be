import { solidButton } from '@/components/ui/button-style';

const FIELD = 'w-full min-w-0 rounded-lg border border-edge bg-card py-2 text-sm placeholder:text-soft';

/** The reader's own library, from every page; on narrow screens the tab row leads to the search page instead. */
export function SidebarSearch() {
  return (
    <search className="-mx-3 hidden two:block">
      <form method="get" action="/search" className="relative">
        <MagnifyingGlass />
        <input
          type="search"
          name="q"
          aria-label="Search your library"
          placeholder="Search your library"
          maxLength={100}
          className={`${FIELD} pr-2 pl-9`}
        />
      </form>
    </search>
  );
}

/** Lucide's "search", https://lucide.dev/icons/search (ISC). */
const MagnifyingGlass = () => (
  <svg
    viewBox="0 0 24 24"
    aria-hidden="true"
    className="pointer-events-none absolute top-2.5 left-3 size-4 fill-none stroke-current stroke-2 text-soft"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="m21 21-4.34-4.34" />
    <circle cx="11" cy="11" r="8" />
  </svg>
);

interface TextSearchProps {
  /** The page that answers. */
  action: string;
  label: string;
  button: string;
  value: string;
  /** What else the page was asked, and keeps. */
  keep?: Record<string, string>;
}

/** A field of a page's own, which says what it searches. */
export function TextSearch({ action, label, button, value, keep = {} }: TextSearchProps) {
  return (
    <search className="min-w-0 flex-1 basis-60">
      <form method="get" action={action} className="grid gap-1">
        <KeptFields fields={keep} />
        <label htmlFor="q" className="text-[13px] text-soft">
          {label}
        </label>
        <div className="flex gap-2">
          <input
            id="q"
            type="search"
            name="q"
            defaultValue={value}
            maxLength={100}
            className={`${FIELD} px-3`}
          />
          <button type="submit" className={`${solidButton} flex-none`}>
            {button}
          </button>
        </div>
      </form>
    </search>
  );
}

/** Parameters of the address that a form sends along. */
export const KeptFields = ({ fields }: { fields: Record<string, string> }) =>
  Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
