"""How a syllabus of the demonstration is written down: a course of one area, its modules, each in both languages."""

from dataclasses import dataclass

from courses.models import CourseModule

THEORY, PRACTICE = CourseModule.Kind.THEORY, CourseModule.Kind.PRACTICE


@dataclass(frozen=True)
class Words:
    """What a page says in one language."""

    title: str
    slug: str
    introduction: str
    objectives: str = ""


@dataclass(frozen=True)
class ModuleEntry:
    """A module of the syllabus: its kind, its hours, and ``(title, objectives)`` in each language.

    ``first_titles`` (Spanish, English) are those under which it was first published, where they were others.
    """

    kind: CourseModule.Kind
    hours: int
    es: tuple[str, str]
    en: tuple[str, str]
    first_titles: tuple[str, str] | None = None

    def title(self, language: str, *, at_first: bool = False) -> str:
        """In ``language``: the title of today, or the one of the first publication."""
        titles = self.first_titles if at_first and self.first_titles else (self.es[0], self.en[0])
        return titles[0] if language == "es" else titles[1]


@dataclass(frozen=True)
class CourseEntry:
    """The course of one training area, by the area's code."""

    area: str
    es: Words
    en: Words
    modules: tuple[ModuleEntry, ...]

    def words(self, language: str) -> Words:
        """What its page says in ``language``."""
        return self.es if language == "es" else self.en
