/** The words that invented names and titles are made of, by language. Lists are kept flat so that they read well. */
export interface Tongue {
  /** How many of a hundred artists speak it. */
  share: number;
  /** Given and family names of invented persons; empty where the script writes them as one. */
  given: readonly string[];
  family: readonly string[];
  /** "The {adjective} {noun}" and its like: `{a}` `{n}` `{v}` `{g}` are filled in. */
  bands: readonly string[];
  titles: readonly string[];
  adjectives: readonly string[];
  nouns: readonly string[];
  /** Phrases of doing or feeling that can stand in a title. */
  phrases: readonly string[];
  /** Countries that an ISRC of such an artist begins with. */
  isrc: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);
const list = (text: string): string[] => text.split('|').map((entry) => entry.trim());

const english: Tongue = {
  share: 46,
  given: words(
    'Marlow Ines Tobias Odette Caspian Wren Amara Jonah Sable Lionel Freya Ezra Minnie Otis Clementine Rafe Juno Silas Perpetua Dorian Hattie Bram Nell Ivo',
  ),
  family: words(
    'Finch Oakhurst Vance Merriweather Thorne Bell Adeyemi Castellane Quill Hargrove Lindqvist Okafor Penhallow Vale Ashdown Marchetti Sorrel Wyatt Bexley Crane Dunmore',
  ),
  bands: list(
    'The {a} {n}s|{n} & {n}|{a} {n} Society|{n} Weather|{a} {n}|The {n} Committee|{n}s of {n}|{a} {n} Orchestra|Mt. {n}|DJ {n}|{n}craft|Saint {n}|{g} and the {a} {n}s|{n} {n} {n}|Dear {n}',
  ),
  titles: list(
    '{a} {n}|{n}|The {n}|{v}|{v} the {n}|{n} in the {n}|{a} {n}, {a} {n}|A {n} for {g}|{g}|{g}’s {n}|{n} {n}|{v} (and the {n})|Another {a} {n}|{v} again|Where the {n} Goes|{n} Song|{n}, Pt. 2|No More {n}s|All My {n}s|{a}|I Was a {n}|How to {v}|{v} Like a {n}|{n} / {n}|[{n}]|{n}…',
  ),
  adjectives: words(
    'Quiet Paper Golden Hollow Electric Velvet Borrowed Northern Slow Crooked Silver Distant Tender Midnight Rusted Salt Second Invisible Amber Patient Wooden Restless Cobalt Feral Gentle Neon Winter Brittle Magnetic Holy Half Sleeping',
  ),
  nouns: words(
    'Harbour Lantern River Orchard Window Signal Meadow Antenna Ghost Engine Tide Garden Mirror Sparrow Cathedral Furnace Map Satellite Kitchen Letter Thunder Wolf Island Shadow Ladder Compass Room Bicycle Chimney Moth Glacier Archive Pilot Station Thread Anchor Bell Comet Field Valley Lighthouse Dune Escalator',
  ),
  phrases: list(
    'Hold|Wait for Me|Carry|Follow|Forget|Come Home|Let It Rain|Burn|Turn Around|Don’t Look Down|Stay Awake|Call|Leave|Build|Remember|Run From|Sing|Keep|Fall Into|Wake',
  ),
  isrc: ['GB', 'US', 'QM', 'AU', 'CA'],
};

const german: Tongue = {
  share: 7,
  given: words('Anneliese Jörg Käthe Florian Ute Matthias Liesel Günther Wiebke Sören'),
  family: words('Grünwald Möller Weißenfels Strohmeyer Köhler Brückner Lüdemann Häußler'),
  bands: list('{n}|Die {a}e {n}|{n} & {n}|Kapelle {n}|Orchester {n}|Trio {n}'),
  titles: list(
    '{n}|{a}e {n}|{v}|{n} und {n}|Keine {n}|{v}, {g}|In der {n}|Lied von der {n}|{n} im Regen|Noch einmal {n}',
  ),
  adjectives: words('Still Spät Blau Groß Müd Hell Fern Süß'),
  nouns: words(
    'Straßenbahn Fähre Möwe Dämmerung Haltestelle Kirsche Wolke Küche Brücke Laterne Glut Tür Allee Mondnacht Wärme',
  ),
  phrases: list('Bleib noch|Komm heim|Ich weiß es nicht|Lass los|Über Nacht|Fährst du mit|Nie mehr'),
  isrc: ['DE', 'AT'],
};

const romance: Tongue = {
  share: 14,
  given: words(
    'Amélie João Inês Mateo Lucía Étienne Noémie Thiago Ximena Célia Joaquín Marisol Benoît Conceição',
  ),
  family: words('Beaumarchais Araújo Villalobos Desrosiers Guimarães Nuñez Lefèvre Peixoto Ibáñez Saint-Cyr'),
  bands: list('Los {n}s|Les {n}s {a}s|Orquestra {n}|{n} & a {n}|Trio {n}|{g} y los {n}s|La {n} {a}'),
  titles: list(
    '{n}|{n} {a}|{v}|La {n}|{v}, {g}|{n} de {n}|Canção da {n}|Chanson pour {g}|O {n}|{n} sin {n}|¿{v}?|{n} (en vivo)',
  ),
  adjectives: words('azul lenta perdida secreta claire lointaine amarga breve serena nocturna'),
  nouns: words(
    'Saudade Lumière Estrella Madrugada Forêt Ceniza Janela Rivière Corazón Chuva Mañana Océan Limón Sombra Ventana Étoile',
  ),
  phrases: list(
    'Quédate|Volta|Ne pars pas|Te espero|Dis-moi tout|Deixa estar|Ojalá|Sans toi|Até logo|Déjame',
  ),
  isrc: ['FR', 'BR', 'ES', 'MX', 'PT', 'AR'],
};

const nordic: Tongue = {
  share: 5,
  given: words('Þórunn Sigríður Ásgeir Bjørn Åsa Mikkel Tuuli Aino'),
  family: words('Hallgrímsdóttir Ødegård Sjöström Virtanen Kjærgaard Jónsson Lahtinen'),
  bands: list('{n}|{n} og {n}|{n}kvartett|{a} {n}'),
  titles: list('{n}|{a} {n}|{v}|{n} og {n}|Til {g}|{n} II'),
  adjectives: words('Stille Blå Sein Hvit Djúp Kald'),
  nouns: words('Fjörður Ljós Skog Nótt Hav Vinter Sæla Bølge Þoka Aurora Snø'),
  phrases: list('Kom hjem|Ég man|Vent på meg|Farðu varlega|Sov godt|Hyvää yötä'),
  isrc: ['IS', 'NO', 'SE', 'FI', 'DK'],
};

const japanese: Tongue = {
  share: 8,
  given: [],
  family: [],
  bands: list('{n}{n}|{n}と{n}|夜の{n}|{n}楽団|東{n}|{n} club|ザ・{n}ズ'),
  titles: list('{n}|{a}{n}|{n}の{n}|{v}|{n}と{n}|{v}、{n}|{n} - remaster|さよなら{n}|{n}まで'),
  adjectives: list('青い|静かな|遠い|真夜中の|最後の|透明な'),
  nouns: list('海|電車|ひまわり|星座|硝子|雨音|喫茶店|プラネタリウム|風|手紙|灯台|金魚|坂道|ラジオ|夕凪'),
  phrases: list('待っている|忘れない|帰ろう|もう一度|眠れない|おやすみ|走れ'),
  isrc: ['JP'],
};

const korean: Tongue = {
  share: 4,
  given: [],
  family: [],
  bands: list('{n}{n}|{n}밴드|검은 {n}|{n}와 아이들'),
  titles: list('{n}|{a} {n}|{v}|{n}에서|{n} ({v})|{v} {n}'),
  adjectives: list('푸른|작은|오래된|하얀|늦은'),
  nouns: list('바다|별빛|기차|우산|봄날|편지|골목|달|노을|창문|겨울'),
  phrases: list('기다려|돌아와|괜찮아|안녕|잊지 마|함께'),
  isrc: ['KR'],
};

const chinese: Tongue = {
  share: 4,
  given: [],
  family: [],
  bands: list('{n}{n}|{n}樂團|{a}{n}|{n}計畫'),
  titles: list('{n}|{a}{n}|{v}|{n}與{n}|{v}，{n}|{n}之{n}'),
  adjectives: list('藍色|遙遠的|最後的|寂靜的'),
  nouns: list('月台|海岸|螢火|冬天|舊信|天台|雨季|群島|麥田|燈塔'),
  phrases: list('等你|別走|慢慢來|晚安|回家吧'),
  isrc: ['TW', 'HK', 'CN'],
};

const cyrillic: Tongue = {
  share: 5,
  given: words('Лада Мирослав Зоя Остап Радмила Тимур'),
  family: words('Верещагина Ковальчук Стоянов Лебедєва Юхименко'),
  bands: list('{n}|{a} {n}|{n} и {n}|Оркестр «{n}»'),
  titles: list('{n}|{a} {n}|{v}|{n} и {n}|Песня про {n}|{v}, {g}'),
  adjectives: words('Тихий Синий Поздний Далёкий Белый'),
  nouns: words('Снег Маяк Трамвай Вечер Берег Туман Журавль Двор Огонь Сентябрь'),
  phrases: list('Не уходи|Возвращайся|Спи спокойно|Помню|До завтра'),
  isrc: ['RU', 'UA', 'BG', 'RS'],
};

const rightToLeft: Tongue = {
  share: 4,
  given: list('ليلى|سامر|نورا|يوسف|هدى'),
  family: list('الحداد|مرعي|الشامي|قاسم'),
  bands: list('فرقة {n}|{n} و{n}|{n}'),
  titles: list('{n}|{n} {a}|{v}|يا {n}|{n} و{n}|{v} يا {g}'),
  adjectives: list('بعيد|أزرق|هادئ|قديم'),
  nouns: list('قمر|بحر|ليل|شباك|ياسمين|مطر|طريق|قهوة|صيف'),
  phrases: list('لا ترحل|انتظرني|تعال|تصبح على خير|فاكر'),
  isrc: ['EG', 'LB', 'AE'],
};

const other: Tongue = {
  share: 3,
  given: list('अनन्या|Ελένη|Çağla|เมฆ|Νίκος|İlker'),
  family: list('शर्मा|Παπαδάκη|Yıldırım|ตะวัน|Öztürk'),
  bands: list('{n}|{n} {n}|{g} Topluluğu'),
  titles: list('{n}|{n} {n}|{v}|{v} {n}'),
  adjectives: list('Μπλε|Uzak|नीला'),
  nouns: list('Θάλασσα|Yağmur|चाँद|Gökyüzü|Φεγγάρι|สายฝน|Şarkı|नदी'),
  phrases: list('Gitme|Έλα|रुक जा|Bekle beni|รอฉัน'),
  isrc: ['TR', 'GR', 'IN', 'TH'],
};

export const TONGUES: readonly Tongue[] = [
  english,
  german,
  romance,
  nordic,
  japanese,
  korean,
  chinese,
  cyrillic,
  rightToLeft,
  other,
];
