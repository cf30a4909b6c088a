"""A Django app whose users and groups django-scim2 serves. It knows nothing of who calls it."""
