"""django-scim2 in a Django site whose database is SQLite in memory. Prints where it listens.

The bearer token is its only argument.
"""

import sys
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    AUTH_USER_MODEL="people.Person",
    BEARER_TOKEN=sys.argv[1],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django_scim", "people"],
    LOGGING_CONFIG=None,
    MIDDLEWARE=["people.bearer.middleware"],
    ROOT_URLCONF="people.urls",
    SCIM_SERVICE_PROVIDER={
        "AUTHENTICATION_SCHEMES": [{"type": "oauthbearertoken", "name": "Bearer", "description": "A bearer token"}],
        "GROUP_MODEL": "people.models.Team",
        "NETLOC": "127.0.0.1",
        "SCHEME": "http",
        "WWW_AUTHENTICATE_HEADER": 'Bearer realm="people"',
    },
    SECRET_KEY="of no use to anybody",
    USE_TZ=True,
)
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

# One thread: SQLite in memory is a connection's own.
with make_server("127.0.0.1", 0, get_wsgi_application()) as server:
    print(f"http://127.0.0.1:{server.server_port}/scim/v2", flush=True)
    server.serve_forever()
