"""The reader's clock and language for the length of one request."""

from zoneinfo import ZoneInfo

from django.utils import timezone


class ReadersClock:
    """Tell the hour in the zone of the signed-in reader; otherwise in the platform's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            with timezone.override(ZoneInfo(request.user.person.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
