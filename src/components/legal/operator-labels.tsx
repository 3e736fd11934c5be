import type { Operator } from '@/lib/shared/account/installation';

/** Who runs this installation, and what it means when that is not configured. */
export function OperatorLabels({ operator: { name, contact } }: { operator: Operator }) {
  if (name === null && contact === null) {
    return (
      <p>
        The operator of this installation has not given a name or address. If it runs on your own computer,
        that is you. If somebody else invited you, ask them who they are before you sign in.
      </p>
    );
  }
  return (
    <p>
      {name ?? 'The operator of this installation'}
      {contact === null ? (
        ', who has not given an address to write to.'
      ) : (
        <>
          . Write to <a href={contact.includes('://') ? contact : `mailto:${contact}`}>{contact}</a>.
        </>
      )}
    </p>
  );
}
