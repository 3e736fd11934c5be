import type { Random } from '../random';
import type { Tongue } from './words';

const KEYS = ['C minor', 'D Major', 'E-flat Major', 'F-sharp minor', 'G Major', 'A minor', 'B-flat minor'];
const TEMPI = ['Allegro ma non troppo', 'Andante cantabile', 'Adagio sostenuto', 'Presto agitato', 'Largo'];
const FORMS = ['Symphony', 'Piano Sonata', 'String Quartet', 'Concerto for Two Cellos', 'Suite'];
const VERSIONS = [
  'Live at the Old Observatory',
  '2019 Remaster',
  'Acoustic',
  'Demo',
  'Radio Edit',
  'Extended Mix',
];

function fill(template: string, tongue: Tongue, random: Random): string {
  const filled = template.replace(/\{([angv])\}/g, (_, slot: string) => {
    if (slot === 'a') return random.pick(tongue.adjectives);
    if (slot === 'v') return random.pick(tongue.phrases);
    if (slot === 'g' && tongue.given.length > 0) return random.pick(tongue.given);
    return random.pick(tongue.nouns);
  });
  return filled
    .replace('Compasss', 'Compasses')
    .replace('Wolfs', 'Wolves')
    .replace(/\b([Aa]) (?=[AEIOU])/, '$1n ');
}

/** The name of an invented person or band. */
export function artistName(tongue: Tongue, random: Random): string {
  const person = tongue.given.length > 0 && random.chance(0.42);
  const name = person
    ? `${random.pick(tongue.given)} ${random.pick(tongue.family)}`
    : fill(random.pick(tongue.bands), tongue, random);
  const mood = random.next();
  if (mood < 0.05) return name.toLocaleUpperCase('en');
  if (mood < 0.1) return name.toLocaleLowerCase('en');
  return name;
}

export function albumName(tongue: Tongue, random: Random): string {
  const name = fill(random.pick(tongue.titles), tongue, random);
  const ending = random.next();
  if (ending < 0.04) return `${name} (Deluxe Edition)`;
  if (ending < 0.06) return `${name}: Songs for ${fill('{n}, {n} and {n}', tongue, random)}`;
  return name;
}

/** A track's title; now and then very short, very long, or with a movement's number, as real catalogues have. */
export function trackName(tongue: Tongue, random: Random, classical: boolean): string {
  if (classical) return movement(random);
  const kind = random.next();
  const name = fill(random.pick(tongue.titles), tongue, random);
  if (kind < 0.004) return longTitle(tongue, random);
  if (kind < 0.01) return random.pick(['I', '…', '7', '!', 'Ø', '☾', '0:00', 'Untitled', 'é']);
  if (kind < 0.06) return `${name} - ${random.pick(VERSIONS)}`;
  if (kind < 0.1) return name.toLocaleLowerCase('en');
  return name;
}

function movement(random: Random): string {
  const number = random.between(1, 4);
  const roman = ['I', 'II', 'III', 'IV'][number - 1];
  return `${random.pick(FORMS)} No. ${random.between(1, 41)} in ${random.pick(KEYS)}, Op. ${random.between(2, 131)}: ${roman}. ${random.pick(TEMPI)}`;
}

function longTitle(tongue: Tongue, random: Random): string {
  const clauses = Array.from({ length: random.between(5, 9) }, () =>
    fill(random.pick(tongue.titles), tongue, random),
  );
  return `${clauses.join(', or ')} (As Told by the Last Passenger on the Night Train, Who Had Been Asleep All Along)`;
}
