"""Every kind of e-mail and every task has words in both languages; no code of the machinery reaches a reader."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from foundations.jobs.actions import enqueue
from foundations.jobs.registry import task_names
from foundations.outbox.models import Letter
from tools import tree
from training_platform.clock import CHORES
from training_platform.machinery_words import LETTERS, TASKS, letter_words, return_words, task_words


@pytest.fixture
def cast(cast_on_ground):
    return cast_on_ground


def kinds_written() -> set[str]:
    """Every kind of letter: the files that letters are made of, ``<app>/letters/<name>.es.txt``."""
    files = tree.TOP.glob("*/templates/*/letters/*.es.txt")
    return {f"{file.parts[-3]}.{file.name.split('.')[0]}" for file in files if not file.name.startswith("_")}


def test_every_kind_of_letter_has_words():
    assert set(LETTERS) == kinds_written()


def test_every_task_has_words():
    ours = {name for name in task_names() if not name.startswith(("samples.", "tests."))}
    assert {name for name in TASKS if ".tasks." not in name} == ours
    assert {chore.name for chore in CHORES} <= set(TASKS)


@pytest.mark.parametrize("words", [LETTERS, TASKS], ids=["letters", "tasks"])
def test_words_are_translated_and_tell_one_from_another(words):
    with translation.override("en"):
        english = [str(sentence) for sentence in words.values()]
    with translation.override("es"):
        spanish = [str(sentence) for sentence in words.values()]
    assert not set(english) & set(spanish)
    assert len(set(english)) == len(english)
    assert len(set(spanish)) == len(spanish)


def test_what_an_older_version_wrote_is_told_without_its_code():
    with translation.override("en"):
        assert letter_words("old.kind") == "E-mail of a former kind"
        assert task_words("old.task") == "Task of a former kind"
        assert return_words("5.1.1") == "there is no such address (5.1.1)"
        assert return_words("") == ""


@pytest.mark.parametrize("language", ["es", "en"])
def test_lists_and_pages_of_letters_and_jobs_show_no_code(cast, client, language):
    now = timezone.now()
    letter = Letter.objects.create(
        kind="courses.announced",
        address="ana@mp.hn.example",
        recipient=cast.ana.person_id,
        subject="Taller",
        text="…",
        language="es",
        created_at=now,
        due_at=now,
    )
    job = enqueue("certificates.print_missing")
    client.force_login(cast.sara)
    type(cast.sara).objects.filter(pk=cast.sara.pk).update(language=language)
    for name, record, code in (("letters", letter, letter.kind), ("jobs", job, job.name)):
        for address in (reverse(f"{name}:index"), reverse(f"{name}:inspect", args=[record.pk])):
            page = client.get(address, headers={"accept-language": language}).content.decode()
            assert f">{code}<" not in page
            assert f"{code} {record.pk}" not in page
    listed = client.get(reverse("letters:index")).content.decode()
    with translation.override(language):
        assert cast.ana.person.office.country.name in listed
