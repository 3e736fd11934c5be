import { Random } from './random';

/** Square art for an id: a sun over a hill on coloured ground, the same every time. SVG text. */
export function coverSvg(id: string, size: number): string {
  const random = new Random('cover', id);
  const hue = random.between(0, 359);
  const sun = (hue + random.between(90, 230)) % 360;
  const hill = (hue + random.between(150, 300)) % 360;
  const radius = random.between(16, 34);
  const x = random.between(26, 74);
  const y = random.between(24, 56);
  const left = random.between(56, 84);
  const right = random.between(56, 84);
  const bend = Math.round((left + right) / 2) - random.between(-6, 14);
  const ground = `hsl(${hue} ${random.between(28, 46)}% ${random.between(26, 40)}%)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">
<rect width="100" height="100" fill="${ground}"/>
<circle cx="${x}" cy="${y}" r="${radius}" fill="hsl(${sun} ${random.between(48, 66)}% ${random.between(54, 66)}%)"/>
<path d="M0 ${left}Q50 ${bend} 100 ${right}V100H0Z" fill="hsl(${hill} ${random.between(34, 50)}% ${random.between(16, 24)}%)"/>
</svg>`;
}
