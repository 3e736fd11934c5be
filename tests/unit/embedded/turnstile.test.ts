import { describe, expect, it } from 'vitest';
import { Turnstile } from '@/lib/db/embedded/turnstile';

describe('the turnstile', () => {
  it('lets one through at a time, in the order of arrival', async () => {
    const turnstile = new Turnstile();
    const seen: number[] = [];
    let inside = 0;
    const visit = (visitor: number) =>
      turnstile.run(async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(visitor);
        inside -= 1;
      });
    await Promise.all([1, 2, 3, 4, 5].map(visit));
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets lines take turns: a long one delays another by one turn at a time', async () => {
    const turnstile = new Turnstile();
    const seen: string[] = [];
    const leave = await turnstile.enter();
    const visit = async (line: string, visitor: string) => {
      const leaveAgain = await turnstile.enter(line);
      seen.push(visitor);
      leaveAgain();
    };
    const visits = ['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2'].map((visitor) =>
      visit(visitor.charAt(0), visitor),
    );
    leave();
    await Promise.all(visits);
    expect(seen).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
  });

  it('continues after a failed job', async () => {
    const turnstile = new Turnstile();
    await expect(turnstile.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turnstile.run(async () => 'next')).toBe('next');
  });

  it('takes leaving twice for leaving once', async () => {
    const turnstile = new Turnstile();
    const leave = await turnstile.enter();
    const second = turnstile.enter();
    const third = turnstile.enter();
    leave();
    leave();
    const leaveSecond = await second;
    let thirdIn = false;
    third.then(() => {
      thirdIn = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(thirdIn).toBe(false);
    leaveSecond();
    await third;
  });
});
