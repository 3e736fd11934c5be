import type { ReactNode } from 'react';

interface ListRowProps {
  title: ReactNode;
  /** One line about it. */
  note: ReactNode;
  /** What can be done about it. */
  children?: ReactNode;
}

/** An entry of a list: its name, a line about it and, beside them, what can be done. */
export const ListRow = ({ title, note, children }: ListRowProps) => (
  <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0 first:pt-0 last:pb-0">
    <div className="min-w-0 flex-1 basis-32">
      <p className="font-[550] wrap-anywhere">{title}</p>
      <p className="text-[0.8125rem] text-soft">{note}</p>
    </div>
    {children}
  </li>
);
