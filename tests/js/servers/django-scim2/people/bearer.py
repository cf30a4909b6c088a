"""Who calls: known by the bearer token of the settings, or not at all. django-scim2 answers 401 to strangers itself."""

from types import SimpleNamespace

from django.conf import settings


def middleware(get_response):
    def answer(request):
        known = request.headers.get("Authorization") == f"Bearer {settings.BEARER_TOKEN}"
        request.user = SimpleNamespace(is_authenticated=known, is_anonymous=not known)
        return get_response(request)

    return answer
