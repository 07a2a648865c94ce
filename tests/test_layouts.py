"""What matplotlib finds out about a text is kept, and no picture is another for it."""

from __future__ import annotations

from matplotlib.font_manager import get_font
from matplotlib.textpath import TextToPath

from helpers.look import layouts, style

FACE = style.FONTS / "IBMPlexSans-Regular.ttf"


def test_the_same_question_is_asked_once():
    asked = []
    length = layouts._kept(lambda text, scale: asked.append(text) or len(text) * scale,
                           lambda text, scale: (text, scale))  # fmt: skip
    assert [length("ab", 1), length("ab", 1), length("ab", 2)] == [2, 2, 4]
    assert asked == ["ab", "ab"]


def test_a_size_and_a_weight_have_widths_of_their_own():
    narrow = style.text_width("Partnerships", 8)
    assert round(style.text_width("Partnerships", 16) / narrow, 6) == 2
    assert style.text_width("Partnerships", 8, 700) > narrow


def test_an_outline_is_given_once_a_drawing_and_letters_each_time():
    style.register_fonts()
    font, outlines = get_font(FACE), {}
    font.set_size(TextToPath.FONT_SCALE, TextToPath.DPI)
    letters, new, _ = TextToPath().get_glyphs_with_font(font, "aab", outlines, True)
    assert (len(letters), len(new), outlines) == (3, 2, {})
    again, none, _ = TextToPath().get_glyphs_with_font(font, "aab", new, True)
    assert (again, none) == (letters, {})
    _, other, _ = TextToPath().get_glyphs_with_font(font, "aab", {}, True)
    assert other.keys() == new.keys()  # another drawing has to have them, too


def test_a_picture_is_the_same_when_its_texts_are_known():
    def drawn() -> bytes:
        figure = style.figure(2, 1)
        figure.text(0.1, 0.5, "Seldom said: Žluťoučký", fontproperties=style.font(9))
        return style.image(figure, "same")

    assert drawn() == drawn()
