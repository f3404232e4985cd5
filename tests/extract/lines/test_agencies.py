"""Names of agencies: as bylines write them, and not as other words."""

import pytest

from reader.extract.lines.agencies import is_agency, is_picture_house, names_agency


@pytest.mark.parametrize(
    "name", ["Reuters", "dpa", "AFP", "The Associated Press", "via Reuters", "新华社", "Ansa", "ТАСС", "Kyodo News"]
)
def test_news_agencies_are_known(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize("name", ["Ani", "App", "Map", "Getty Images", "Ada Quill", "", "X"])
def test_other_names_are_none(name: str) -> None:
    assert not is_agency(name)


def test_picture_houses_sign_pictures_only() -> None:
    assert is_picture_house("Getty Images")
    assert is_picture_house("Reuters")
    assert not is_picture_house("Ada Quill")
    assert not is_picture_house("Facebook")


@pytest.mark.parametrize(
    "credit", ["Ada Quill/Reuters", "AFP via Getty Images", "Ada Quill (AP)", "picture alliance/dpa"]
)
def test_an_agency_is_found_in_a_credit(credit: str) -> None:
    assert names_agency(credit)
    assert not names_agency("Ada Quill/Bo Tern")
