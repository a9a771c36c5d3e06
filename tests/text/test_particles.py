"""Particles before names: spellings worth looking for, and when a particle comes off."""

import pytest

from newsearch.text.particles import PARTICLES, behind, without


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("ماكرون", "ولماكرون"), ("الناتو", "والناتو"), ("الناتو", "للناتو"), ("الليغا", "ولليغا"), ("لوبان", "للوبان")],
)
def test_a_word_stands_behind_particles(word: str, spelling: str) -> None:
    assert spelling in dict(behind(word))


@pytest.mark.parametrize("word", ["ماكرون", "الناتو", "الليغا", "لوبان", "ولد"])
def test_what_was_put_before_a_word_comes_off(word: str) -> None:
    for spelling, particle in behind(word):
        assert (word, particle) in [*without(spelling)], spelling


def test_a_word_that_is_as_frequent_behind_a_particle_begins_with_its_letter() -> None:
    lam = next(particle for particle in PARTICLES if particle.letters == "ل")
    assert lam.comes_off("ماكرون", alone=20, behind=10)
    assert not lam.comes_off("ماكرون", alone=9, behind=10)
    assert not lam.comes_off("ونيس", alone=20, behind=10), "a short one needs to be far more frequent"
    assert not lam.comes_off("ويس", alone=100, behind=1)
    assert not lam.comes_off("ماكرون", alone=20, behind=0)
