import { unstable_rethrow as rethrowFrameworkSignal } from 'next/navigation';
import { deps } from '@/lib/build-deps';
import { currentUser } from '@/middleware/session';

/** The palette that whoever looks at this page has chosen; null for that of their device, and while nobody can say. */
export async function chosenTheme(): Promise<'light' | 'dark' | null> {
  try {
    const theme = (await currentUser())?.theme ?? 'system';
    return theme === 'system' ? null : theme;
  } catch (error) {
    rethrowFrameworkSignal(error);
    // Pages that need no database, such as the privacy policy, are shown without it.
    deps().logger.warn({ err: error }, 'The colours of a page were not looked up');
    return null;
  }
}
