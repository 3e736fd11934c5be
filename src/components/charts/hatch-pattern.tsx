/** Hatching inside an SVG, sloped like that of the style `hatched`. `id` must be unique on the page; fill with `url(#id)`. */
export function HatchPattern({ id, size = 5 }: { id: string; size?: number }) {
  return (
    <defs>
      <pattern
        id={id}
        width={size}
        height={size}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width={size * 0.4} height={size} className="fill-hatch" />
      </pattern>
    </defs>
  );
}
