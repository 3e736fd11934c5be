import { outlineButton } from '@/components/ui/button-style';
import type { PictureName, PictureShape } from '@/lib/shared/analytics/year/screen';
import type { ScreenLinks } from './screen-links';
import { SendPicture } from './send-picture';

interface PictureLinksProps {
  of: string;
  name: PictureName;
  title: string;
  picture: NonNullable<ScreenLinks['picture']>;
}

const SHAPES: { shape: PictureShape; label: string }[] = [
  { shape: 'story', label: 'Save upright picture' },
  { shape: 'square', label: 'Save square picture' },
];

/** Saves the picture of a screen in either shape, by plain links; where the device can, hands it to other apps. */
export function PictureLinks({ of, name, title, picture }: PictureLinksProps) {
  const fileName = (shape: PictureShape) =>
    `audiospective-${of}-${name}-${shape}.png`.toLowerCase().replaceAll(' ', '-');
  return (
    <div className="flex flex-wrap items-center gap-2">
      {SHAPES.map(({ shape, label }) => (
        <a key={shape} href={picture(name, shape)} download={fileName(shape)} className={outlineButton}>
          {label}
          <span className="sr-only">: {title}</span>
        </a>
      ))}
      <SendPicture href={picture(name, 'story')} fileName={fileName('story')} title={title} />
    </div>
  );
}
