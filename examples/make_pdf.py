"""Make ``corpus/13-revolution-allemande.pdf``: the text below in, a PDF as scans and reprints have it out.

Stands before the flow: nothing of Smolny imports it. The page noise is made on purpose, for the reader of PDF files to
remove: running heads, page numbers, hyphenated line ends, notes between the two halves of a sentence, two columns on
the second page, a watermark. The file is the same, byte for byte, on every run. Run ``python examples/make_pdf.py``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.pagesizes import A5  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

TARGET = Path(__file__).with_name("corpus") / "13-revolution-allemande.pdf"
TITLE = "La révolution allemande et le KPD (1918-1929)"
RUNNING_HEAD = "CAHIERS D'HISTOIRE – TEXTE COMPOSÉ POUR SMOLNY"
WATERMARK = "EXEMPLAIRE DE TRAVAIL"
FONT, SIZE, LEADING = "Times-Roman", 10.0, 12.5
WIDTH, HEIGHT = A5
MARGIN, GUTTER = 42.0, 16.0
TOP, FOOT = HEIGHT - 62.0, 96.0

# One string a page; a blank line parts paragraphs; a page may break off within a sentence, the next goes on.
PAGES = (
    """\
Texte composé pour Smolny.

Le 3 novembre 1918, les marins de Kiel se mutinèrent. En quelques jours, des conseils d'ouvriers et de soldats
couvrirent l'Allemagne. À Munich, le 7 novembre, le socialiste indépendant Kurt Eisner renversa la monarchie bavaroise.
Le 9 novembre 1918, à Berlin, Guillaume II perdit son trône : le chancelier Max de Bade annonça son abdication. Philipp
Scheidemann proclama la République au Reichstag ; deux heures plus tard, Karl Liebknecht proclama au château la
République socialiste libre. Friedrich Ebert et Hugo Haase présidèrent le Conseil des commissaires du peuple. Richard
Müller fut élu président du Comité exécutif des conseils de Berlin¹. Le premier Congrès des conseils d'Allemagne se
réunit à Berlin du 16 au 20 décembre 1918. Liebknecht et Rosa Luxemburg n'y avaient pas de mandat. Le congrès vota pour
l'Assemblée nationale et se dessaisit ainsi du pouvoir.

La Ligue spartakiste, que dirigeaient Luxemburg, Liebknecht et Leo Jogiches, rompit alors avec le Parti social-démocrate
indépendant. Le congrès de fondation du KPD se tint à Berlin du 30 décembre 1918 au 1er janvier 1919. Karl Radek, entré
clandestinement en Allemagne, y parla au nom des bolcheviks. Contre l'avis de Luxemburg et de Paul Levi, le congrès
refusa de participer aux élections. Le 5 janvier commença le soulèvement de Berlin. Gustav Noske, membre du
gouvernement, le fit écraser par les Corps francs. Le 15 janvier 1919, Karl Liebknecht et Rosa Luxemburg furent
assassinés à Berlin par des officiers de la Garde, sur l'ordre du""",
    """\
capitaine Waldemar Pabst. Jogiches, arrêté, fut tué en prison le 10 mars 1919. Paul Levi, avocat à Francfort, prit
la tête du KPD.

En Bavière, Eisner fut assassiné le 21 février 1919 à Munich par le comte Anton Arco-Valley. La République des conseils
de Bavière, proclamée le 7 avril 1919, eut d'abord pour chefs Ernst Toller et Gustav Landauer, puis Eugen Leviné, du
KPD. Landauer fut tué le 2 mai par les Corps francs. Leviné fut fusillé à Munich le 5 juin 1919. Max Levien put gagner
Moscou.

Au printemps de 1920, l'aile gauche du KPD, exclue, fonda le Parti communiste ouvrier d'Allemagne. Le putsch de
Wolfgang Kapp, en mars 1920, fut vaincu par une grève générale dont Carl Legien, président de la confédération
syndicale, avait donné le signal. En octobre 1920, au congrès de Halle, Zinoviev parla quatre heures ; Julius Martov lui
répondit. La majorité du Parti social-démocrate indépendant adhéra à l'Internationale communiste et fusionna en
décembre avec le KPD².

Levi et Ernst Däumig présidèrent le parti unifié. En février 1921, Levi démissionna de la présidence ; Heinrich
Brandler lui succéda. Béla Kun, envoyé par l'Internationale, poussa à l'action de mars. L'insurrection, conduite
en Saxe prussienne par Max Hoelz, échoua. Levi publia contre elle la brochure Unser Weg et fut exclu du KPD en avril
1921. Clara Zetkin le défendit. Il mourut à Berlin en février 1930. Le 24 juin 1922, le ministre des Affaires étrangères
Walther Rathenau fut assassiné à Berlin par des hommes de l'Organisation Consul. Après l'occupation de la Ruhr par la
France et la Belgique, le 11 janvier 1923, la""",
    """\
crise devint générale. Le chancelier Wilhelm Cuno tomba en août 1923 ; Gustav Stresemann le remplaça. À Moscou,
le Bureau politique décida de préparer l'insurrection. Brandler entra au mois d'octobre dans le gouvernement de Saxe,
que présidait le social-démocrate Erich Zeigner. Radek et Piatakov furent envoyés en Allemagne. Le 21 octobre 1923, à la
conférence de Chemnitz, les sociaux-démocrates de gauche refusèrent la grève générale, et Brandler décommanda
l'insurrection. Le contre-ordre ne parvint pas à Hambourg : on s'y battit du 23 au 25 octobre. Selon une légende
tenace, Ernst Thälmann aurait commandé seul le soulèvement ; Hans Kippenberger en dirigea les groupes de combat.
Zinoviev rendit Brandler responsable de la défaite³. Si Brandler avait maintenu l'ordre d'insurrection, le KPD aurait
sans doute été écrasé : ce fut l'avis de Brandler lui-même et d'August Thalheimer.

En avril 1924, au congrès de Francfort, Ruth Fischer et Arkadi Maslow prirent la direction du parti. Un an et demi plus
tard, ils l'avaient perdue : la Lettre ouverte de l'Internationale, en septembre 1925, les condamna. Thälmann devint
président du KPD. Fischer et Maslow furent exclus du KPD en août 1926. Avec Hugo Urbahns, ils participèrent en 1928 à
la fondation du Leninbund. À la fin de 1928, Brandler et Thalheimer fondèrent à Berlin le Parti communiste d'Allemagne -
Opposition ; ils furent exclus du KPD au début de 1929. Brandler n'a jamais adhéré à l'opposition de Trotsky. Le KPD,
section de l'Internationale communiste, ne retrouva plus de direction indépendante. Ruth Fischer, réfugiée à Paris en
1933, puis aux États-Unis, y publia en 1948 Stalin and German Communism. Maslow était mort à La Havane en 1941,
Brandler mourut à Hambourg en 1967.""",
)
NOTES = (
    "1. Il s'agit du conseil exécutif des ouvriers et des soldats, distinct du gouvernement d'Ebert.",
    "2. Voir Pierre Broué, Révolution en Allemagne, 1917-1923, Paris, Les Éditions de Minuit, 1971.",
    "3. Brandler fut retenu à Moscou de 1924 à 1928.",
)
COLUMNS = (1, 2, 1)


def split_word(word: str, room: float) -> tuple[str, str] | None:
    """Part a long word before a consonant and a vowel so that the first half and its hyphen fit ``room`` points."""
    if not re.fullmatch(r"[A-ZÉ]?[a-zàâéèêëîïôûç]{6,}[,;.]?", word):
        return None
    for cut in range(len(word) - 3, 1, -1):
        open_syllable = re.match(r"[^aeiouyàâéèêëîïôûhlrx][aeiouyéèê]", word[cut:])
        if open_syllable and stringWidth(word[:cut] + "-", FONT, SIZE) <= room:
            return word[:cut] + "-", word[cut:]
    return None


def wrap(paragraph: str, width: float) -> Iterator[str]:
    """Yield the lines of a paragraph, hyphenated where that fills the line."""
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".lstrip()
        if stringWidth(longer, FONT, SIZE) <= width:
            line = longer
            continue
        halves = split_word(word, width - stringWidth(line + " ", FONT, SIZE))
        yield f"{line} {halves[0]}" if halves else line
        line = halves[1] if halves else word
    yield line


def lines_of(page: str, width: float) -> Iterator[str]:
    """Yield the lines of a page; the first of a paragraph is indented, but not the rest of a sentence begun before."""
    for paragraph in page.split("\n\n"):
        indent = "" if paragraph[0].islower() else "    "
        yield from wrap_indented(paragraph, width, indent)


def wrap_indented(paragraph: str, width: float, indent: str) -> Iterator[str]:
    """Yield the lines of a paragraph, the first one after ``indent``."""
    for number, line in enumerate(wrap(paragraph, width - stringWidth(indent, FONT, SIZE))):
        yield line if number else indent + line


def draw_lines(canvas: Canvas, lines: list[str], left: float, top: float) -> None:
    """Write lines downwards from ``top``; ValueError where they would run into the notes."""
    if top - len(lines) * LEADING < FOOT - LEADING:
        raise ValueError(f"page {canvas.getPageNumber()}: {len(lines)} lines do not fit")
    canvas.setFont(FONT, SIZE)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - number * LEADING, line)


def draw_furniture(canvas: Canvas, number: int) -> None:
    """Write what is not text: the running head, the page number, the watermark."""
    canvas.setFont("Times-Italic", 8)
    canvas.drawString(MARGIN, HEIGHT - 36, RUNNING_HEAD)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 36, str(100 + number))
    canvas.saveState()
    canvas.setFont("Helvetica-Bold", 30)
    canvas.setFillGray(0.88)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, 0, WATERMARK)
    canvas.restoreState()


def draw_page(canvas: Canvas, number: int, page: str, note: str, columns: int) -> None:
    """Write one page: furniture, title on the first, the columns, the note and a centred number below."""
    draw_furniture(canvas, number)
    top = TOP
    if number == 1:
        canvas.setFont("Times-Bold", 13)
        canvas.drawCentredString(WIDTH / 2, top, TITLE)
        top -= 28
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = list(lines_of(page, width))
    share = -(-len(lines) // columns)
    for column in range(columns):
        draw_lines(canvas, lines[column * share : (column + 1) * share], MARGIN + column * (width + GUTTER), top)
    canvas.setFont(FONT, 8)
    canvas.drawString(MARGIN, 58, note)
    canvas.drawCentredString(WIDTH / 2, 34, f"– {number} –")
    canvas.showPage()


def write_pdf(target: Path) -> None:
    """Write the whole PDF to ``target``."""
    canvas = Canvas(str(target), pagesize=A5, invariant=1, pageCompression=0)
    canvas.setTitle(TITLE)
    canvas.setAuthor("Équipe Smolny")
    for number, (page, note, columns) in enumerate(zip(PAGES, NOTES, COLUMNS, strict=True), start=1):
        draw_page(canvas, number, page, note, columns)
    canvas.save()


if __name__ == "__main__":
    write_pdf(TARGET)
