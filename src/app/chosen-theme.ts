import { knownUser } from '@/middleware/session';

/** The palette that whoever looks at this page has chosen; null for that of their device, and while nobody can say. */
export async function chosenTheme(): Promise<'light' | 'dark' | null> {
  const theme = (await knownUser())?.theme ?? 'system';
  return theme === 'system' ? null : theme;
}
