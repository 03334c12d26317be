import pytest

from mainstay.ui.context import Person


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maya Brandt", "MB"),
        ("Raden Mas Aryo Kusumaningratdiningrat", "RK"),
        ("Вектор", "ВЕ"),
        ("Le Journal du Sud", "LS"),
        ("“Quoted” Name", "N"),
        ("", "?"),
        ("***", "?"),
    ],
)
def test_initials_are_two_letters_at_most(name, initials):
    assert Person(name).initials.startswith(initials)
    assert len(Person(name).initials) <= 2


def test_the_same_person_always_wears_the_same_tint():
    assert Person("Maya Brandt", id=7).tint == Person("Maya Keller", id=7).tint
    assert {Person("x", id=n).tint for n in range(12)} == {1, 2, 3, 4, 5, 6}
