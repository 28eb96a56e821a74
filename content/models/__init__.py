"""Pages that say, files that are shown. Nothing that an action writes ever lives on a page."""

from content.models.countries import CountryIndexPage, CountryPage
from content.models.files import Filed, PlatformDocument, PlatformImage, PlatformRendition, private_files
from content.models.news import DatedPage, NationalEffortPage, NewsIndexPage, NewsPage
from content.models.pages import HomePage, PlatformPage, StandardPage
from content.models.reviews import ReviewTask

__all__ = [
    "CountryIndexPage",
    "CountryPage",
    "DatedPage",
    "Filed",
    "HomePage",
    "NationalEffortPage",
    "NewsIndexPage",
    "NewsPage",
    "PlatformDocument",
    "PlatformImage",
    "PlatformPage",
    "PlatformRendition",
    "ReviewTask",
    "StandardPage",
    "private_files",
]
