/** Genres as Spotify spells them: lower case, grouped so that a listener's taste has a neighbourhood. */
export const GENRE_FAMILIES: readonly (readonly string[])[] = [
  ['ambient', 'drone', 'space music', 'new age', 'minimalism'],
  ['dream pop', 'shoegaze', 'slowcore', 'indie pop', 'bedroom pop'],
  ['spiritual jazz', 'jazz fusion', 'bebop', 'nu jazz', 'vocal jazz'],
  ['desert blues', 'afrobeat', 'highlife', 'ethio-jazz', 'amapiano'],
  ['idm', 'downtempo', 'deep house', 'minimal techno', 'drum and bass', 'uk garage'],
  ['hip hop', 'jazz rap', 'boom bap', 'lo-fi beats', 'pop rap / r&b'],
  ['neo soul', 'r&b', 'funk', 'motown', 'gospel'],
  ['indie rock', 'post-punk', 'garage rock', 'noise rock', 'post-rock'],
  ['power metal', 'doom metal', 'black metal', 'progressive metal'],
  ['folk', 'americana', 'singer-songwriter', 'nordic folk', 'celtic'],
  ['baroque', 'romantic era', 'contemporary classical', 'chamber music', 'opera'],
  ['city pop', 'j-pop', 'k-ballad', 'mandopop', 'cantopop'],
  ['bossa nova', 'mpb', 'tango', 'cumbia', 'latin alternative', 'flamenco'],
  ['arab pop', 'rai', 'qawwali', 'hindustani classical', 'turkish psych'],
];
